using Grpc.Core;
using TeamAccess.Admin.Tests.Host;
using TeamAccess.Admin.V1;
using TeamAccess.Domain;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Admin.Tests;

/// <summary>Listing, reading and replaying the log of SCIM requests, on a server without a SCIM door.</summary>
public sealed class ProvisioningLogTests(AdminHost host) : IClassFixture<AdminHost>
{
    private static readonly ConnectionId Connection = new(Guid.Parse("0197b1c2-0000-7000-8000-000000000001"));

    private DirectoryService.DirectoryServiceClient Directory => new(host.AsOwner());

    [Fact]
    public async Task List_PageByPage_NewestFirstAndWithoutBodies()
    {
        var entries = await AppendAsync(5, entry => entry with { Method = "PATCH" });
        var request = new ListProvisioningRequestsRequest { Method = "patch", PageSize = 2 };
        var names = new List<string>();
        do
        {
            var page = await Directory.ListProvisioningRequestsAsync(request);
            Assert.All(page.ProvisioningRequests, found => Assert.Equal(("", ""), (found.RequestBody, found.ResponseBody)));
            names.AddRange(page.ProvisioningRequests.Select(found => found.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(entries.Select(entry => $"workspaces/demo/provisioningRequests/{entry.Id}").Reverse(), names);
    }

    [Fact]
    public async Task List_EachFilter_IsTakenToTheQuery()
    {
        var resource = Guid.CreateVersion7(host.Clock.GetUtcNow());
        var connection = new ConnectionId(Guid.CreateVersion7(host.Clock.GetUtcNow()));
        var entry = Assert.Single(await AppendAsync(1, entry => entry with
        {
            Status = 409,
            Detail = "Needle.",
            ResourceId = resource,
            Connection = connection,
        }));
        var time = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(entry.Time);
        ListProvisioningRequestsRequest[] requests =
        [
            new() { StatusClass = 4, Text = "needle" },
            new() { ResourceId = resource.ToString("D") },
            new() { Connection = connection.ToString() },
            new() { StartTime = time, Text = "NEEDLE" },
        ];
        foreach (var request in requests)
        {
            Assert.Equal(entry.Id.ToString(), Assert.Single((await Directory.ListProvisioningRequestsAsync(request)).ProvisioningRequests).Id);
        }

        Assert.DoesNotContain(
            (await Directory.ListProvisioningRequestsAsync(new ListProvisioningRequestsRequest { EndTime = time })).ProvisioningRequests,
            found => found.Id == entry.Id.ToString());
        await Directory.ListProvisioningRequestsAsync(new ListProvisioningRequestsRequest { StatusClass = 7 })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");
        await Directory.ListProvisioningRequestsAsync(new ListProvisioningRequestsRequest { ResourceId = "x" })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_VALUE");
    }

    [Fact]
    public async Task Get_OneOfTheLog_HasItsBodiesAndNoSeal()
    {
        var entry = Assert.Single(await AppendAsync(1, entry => entry with
        {
            Request = new MaskedBody("{\"a\":1}", Cut: true),
            Response = new MaskedBody("{\"b\":2}", Cut: false),
            Client = ClientFamily.Entra,
            Sealed = new byte[] { 7, 7, 7, 7 },
        }));
        var request = new GetProvisioningRequestRequest { ProvisioningRequest = entry.Id.ToString() };

        var found = (await Directory.GetProvisioningRequestAsync(request)).ProvisioningRequest;

        Assert.Equal(("{\"a\":1}", true, "{\"b\":2}", false), (found.RequestBody, found.RequestBodyCut, found.ResponseBody, found.ResponseBodyCut));
        Assert.Equal(("Entra", true, $"workspaces/demo/connections/{Connection}"), (found.Client, found.Replayable, found.Connection));
        await Directory.GetProvisioningRequestAsync(
                new GetProvisioningRequestRequest { ProvisioningRequest = ProvisioningEntryId.Next(host.Clock.GetUtcNow()).ToString() })
            .RefusedAsync(StatusCode.NotFound, "NOT_FOUND");
        await Directory.GetProvisioningRequestAsync(
                new GetProvisioningRequestRequest { ProvisioningRequest = $"workspaces/other/provisioningRequests/{entry.Id}" })
            .RefusedAsync(StatusCode.PermissionDenied, "OTHER_WORKSPACE");
    }

    [Fact]
    public async Task Replay_ConnectionGone_IsAFailedPrecondition()
    {
        var entry = Assert.Single(await AppendAsync(1, entry => entry));

        await Directory.ReplayProvisioningRequestAsync(
                new ReplayProvisioningRequestRequest { ProvisioningRequest = entry.Id.ToString() })
            .RefusedAsync(StatusCode.FailedPrecondition, "CONNECTION_REMOVED");
    }

    [Theory]
    [InlineData("DirectoryService/ListProvisioningRequests")]
    [InlineData("DirectoryService/GetProvisioningRequest")]
    [InlineData("DirectoryService/ReplayProvisioningRequest")]
    public async Task Call_RoleWithoutTheDirectory_PermissionDenied(string method)
    {
        var manager = await host.MemberAsync("Manager");
        var id = ProvisioningEntryId.Next(host.Clock.GetUtcNow()).ToString();
        Google.Protobuf.IMessage request = method.EndsWith("Requests", StringComparison.Ordinal)
            ? new ListProvisioningRequestsRequest()
            : method.Contains("Get", StringComparison.Ordinal)
                ? new GetProvisioningRequestRequest { ProvisioningRequest = id }
                : new ReplayProvisioningRequestRequest { ProvisioningRequest = id };

        await host.As(manager.Token).Call(method, request).RefusedAsync(StatusCode.PermissionDenied, "PERMISSION_DENIED");
    }

    private async Task<List<ProvisioningEntry>> AppendAsync(int count, Func<ProvisioningEntry, ProvisioningEntry> change)
    {
        var entries = Enumerable.Range(0, count).Select(_ => change(new ProvisioningEntry
        {
            Workspace = Seed.Demo,
            Id = ProvisioningEntryId.Next(host.Clock.GetUtcNow()),
            Connection = Connection,
            RequestId = "r",
            Method = "GET",
            Path = "/Users",
            Status = 200,
            Duration = TimeSpan.FromMilliseconds(2),
            RequestSize = 1,
            ResponseSize = 2,
            Dialect = Protocol.Dialect.Strict,
        })).ToList();
        await host.Store.CommitAsync(
            async unit =>
            {
                foreach (var entry in entries)
                {
                    await unit.ProvisioningLog.AppendAsync(entry, CancellationToken.None);
                }

                return Outcome.Keep(0);
            },
            CancellationToken.None);
        return entries;
    }
}
