using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Admin.Tests;

/// <summary>The imports that were not finished, as operators see them.</summary>
public sealed class ImportRpcTests(AdminHost host) : IClassFixture<AdminHost>
{
    private V1.ArchiveService.ArchiveServiceClient Archives => new(host.AsOperator());

    [Fact]
    public async Task List_PageByPage_AllOfThemWithWhatIsKnown()
    {
        foreach (var workspace in (string[])["b", "a", "c"])
        {
            await PutAsync(Sample.Import(workspace) with { IsAbandoned = workspace == "b" });
        }

        var found = new List<V1.UnfinishedImport>();
        var request = new V1.ListImportsRequest { PageSize = 2 };
        do
        {
            var page = await Archives.ListImportsAsync(request);
            Assert.InRange(page.Imports.Count, 1, 2);
            found.AddRange(page.Imports);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(["workspaces/a", "workspaces/b", "workspaces/c"], found.Select(import => import.Workspace));
        Assert.Equal([false, true, false], found.Select(import => import.Abandoned));
        var (first, stored) = (found[0], Sample.Import("a"));
        Assert.Equal((stored.Archive, stored.Rows), (first.Archive, first.Rows));
        Assert.Equal(stored.Begun, first.BeginTime.ToDateTimeOffset());
        Assert.Equal(stored.LastStored, first.LastStoreTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task ListAndAbandon_OfTheOwner_PermissionDenied()
    {
        await host.AsOwner().Call("ArchiveService/ListImports")
            .RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
        await host.AsOwner()
            .Call("ArchiveService/AbandonImport", new V1.AbandonImportRequest { ImportOf = "workspaces/demo" })
            .RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
    }

    [Theory]
    [InlineData("", "FIELD_REQUIRED")]
    [InlineData("workspaces/", "INVALID_VALUE")]
    [InlineData("No Slug", "INVALID_VALUE")]
    public async Task Abandon_WithoutAWorkspace_InvalidArgument(string name, string reason) =>
        await host.AsOperator().Call("ArchiveService/AbandonImport", new V1.AbandonImportRequest { ImportOf = name })
            .RefusedAsync(StatusCode.InvalidArgument, reason);

    private Task<bool> PutAsync(BegunImport begun) => host.Store.CommitAsync(
        async unit =>
        {
            await unit.Imports.PutAsync(begun, default);
            return Outcome.Keep(true);
        },
        CancellationToken.None);
}
