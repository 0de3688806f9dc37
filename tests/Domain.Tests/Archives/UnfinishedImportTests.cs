using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Domain.Tests.Archives;

/// <summary>A workspace of which everything is there but the workspace itself, as an import leaves it that was broken off.</summary>
public sealed class UnfinishedImportTests
{
    private static readonly WorkspaceId Acme = new("acme");

    [Fact]
    public async Task Workspace_NotYetThere_NoCredentialOfItProvesAnybody()
    {
        using var origin = await World.StartAsync("acme");
        using var world = await World.StartAsync("here");
        var key = (await origin.CreateKeyAsync(origin.OwnerId)).Token!;
        string[] tokens = [origin.OwnerToken, origin.ScimToken, key];
        var rows = await RowsOfAsync(origin);

        await SampleRows.AddToAsync(world.Store, rows.SkipLast(2));
        foreach (var token in tokens)
        {
            Assert.NotNull(await origin.AuthenticateAsync(token));
            Assert.Null(await world.AuthenticateAsync(token));
        }

        await SampleRows.AddToAsync(world.Store, rows.TakeLast(2));
        foreach (var token in tokens)
        {
            Assert.NotNull(await world.AuthenticateAsync(token));
        }
    }

    [Fact]
    public async Task Workspace_NotYetThere_NoClientSecretOfItGetsAToken_NorIsATokenGood()
    {
        using var origin = await World.StartAsync("acme");
        using var world = await World.StartAsync("here");
        var client = ClientIds.Of(Acme, origin.Connection);
        var created = await origin.Get<DirectoryCredentialAdministration>().CreateSecretAsync(
            origin.Owner, origin.Connection, expires: null, default);
        Assert.True(created.TryGet(out var secret, out _));
        var access = await ExchangeAsync(origin);
        Assert.True(access.TryGet(out var token, out _));
        var rows = await RowsOfAsync(origin);

        await SampleRows.AddToAsync(world.Store, rows.SkipLast(2));
        Assert.Equal(FailureKind.Unauthenticated, FailureOf(await ExchangeAsync(world)));
        Assert.Null(await world.AuthenticateAsync(token.Secret!));

        await SampleRows.AddToAsync(world.Store, rows.TakeLast(2));
        Assert.Null(FailureOf(await ExchangeAsync(world)));
        Assert.NotNull(await world.AuthenticateAsync(token.Secret!));

        Task<Result<IssuedToken>> ExchangeAsync(World at) => at.Get<AccessTokens>().ExchangeAsync(
            client, secret.Value.Secret!, new TokenRequest("r", null, TimeSpan.FromHours(1)), default);
    }

    [Fact]
    public async Task Workspace_NotYetThere_OperatorsNeitherSeeNorChangeIt()
    {
        using var origin = await World.StartAsync("acme");
        using var world = await World.StartAsync("here");
        await SampleRows.AddToAsync(world.Store, (await RowsOfAsync(origin)).SkipLast(2));
        var call = World.Operator("acme");

        var listed = await world.Get<AuditTrail>().QueryAsync(call, new AuditQuery(), 10, default);
        Assert.Equal(FailureKind.NotFound, FailureOf(listed));
        var session = await world.Get<SessionAdministration>().CreateAsync(call, origin.OwnerId, TimeSpan.FromHours(1), default);
        Assert.Equal(FailureKind.NotFound, FailureOf(session));
        var workspace = await world.Get<WorkspaceAdministration>().GetAsync(call, default);
        Assert.Equal(FailureKind.NotFound, FailureOf(workspace));
        var all = await world.Get<WorkspaceAdministration>().ListAsync(World.Operator(""), TenantId.Default, null, 10, default);
        Assert.True(all.TryGet(out var found, out _));
        Assert.Equal(["here"], found.Select(one => one.Id.Value));
    }

    [Fact]
    public async Task Workspace_NotYetThere_CannotBeMadeAnew()
    {
        using var origin = await World.StartAsync("acme");
        using var world = await World.StartAsync("here");
        await SampleRows.AddToAsync(world.Store, (await RowsOfAsync(origin)).Take(2));
        var wanted = new NewWorkspace(Acme, TenantId.Default, "Acme", "eve", new OwnerName(null, null, null), SeatLimit: null);

        var made = await world.Get<WorkspaceAdministration>().CreateAsync(World.Operator("acme"), wanted, default);

        Assert.True(!made.TryGet(out _, out var failure) && failure.Reason == "IMPORT_UNFINISHED");
        Assert.Null(await world.Store.FindWorkspaceAsync(Acme, default));
    }

    [Fact]
    public async Task Workspace_OnlyReserved_CannotBeMadeAnew()
    {
        using var world = await World.StartAsync("here");
        await world.Store.CommitAsync(
            async unit =>
            {
                await unit.Imports.PutAsync(Sample.Import("acme"), default);
                return Outcome.Keep(true);
            },
            default);
        var wanted = new NewWorkspace(Acme, TenantId.Default, "Acme", "eve", new OwnerName(null, null, null), SeatLimit: null);

        var made = await world.Get<WorkspaceAdministration>().CreateAsync(World.Operator("acme"), wanted, default);

        Assert.True(!made.TryGet(out _, out var failure) && failure.Reason == "IMPORT_UNFINISHED");
    }

    // In the order of an archive: the head and the workspace are last.
    private static async Task<List<StoredRow>> RowsOfAsync(World world)
    {
        await using var snapshot = await ((IStoreSnapshots)world.Store).OpenSnapshotAsync(default);
        var rows = await SampleRows.ReadAllAsync(snapshot);
        return rows.Where(row => row.Kind != RowKind.Request).ToList();
    }

    private static FailureKind? FailureOf<T>(Result<T> result)
        where T : notnull => result.TryGet(out _, out var failure) ? null : failure.Kind;
}
