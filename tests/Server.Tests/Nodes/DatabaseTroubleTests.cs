using System.Net;
using Grpc.Core;
using Npgsql;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>The way to the database is shut, for a workspace or for a node: the others go on, and so does this one later.</summary>
[Collection(TwoNodesFixture.Name)]
public sealed class DatabaseTroubleTests(TwoNodesFixture fixture)
{
    // Fails sooner than others, so that nobody has to wait for it.
    private static readonly (string, string) Impatient = ("TEAMACCESS_POSTGRES_TIMEOUT_SECONDS", "3");

    [Fact]
    public async Task Workspace_HeldByAStrangeSession_WritesWaitAndEndIn503_ReadsGoOn()
    {
        var nodes = fixture.Nodes;
        await using var node = await nodes.JoinAsync(nodes.Database, Impatient);
        await using (var held = await HeldWorkspace.TakeAsync(nodes.Database))
        {
            // Two of them ask the database for the workspace, the others wait for these in the node.
            var writes = Enumerable.Range(0, 5).Select(number => node.Scim.PostUserAsync($"held{number}")).ToList();
            do
            {
                Assert.Equal(HttpStatusCode.OK, await node.Scim.StatusOfAsync("Users?count=1"));
            }
            while (await held.WaitingAsync() < 2);

            foreach (var answer in await Task.WhenAll(writes))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.NotNull(answer.Headers.RetryAfter);
                answer.Dispose();
            }
        }

        await node.Scim.CreateUserAsync("held1");
    }

    [Fact]
    public async Task Node_CutOffFromTheDatabase_503InBoundedTime_TheOtherGoesOn_AndItRecovers()
    {
        var cluster = await PostgresCluster.Shared;
        await using var proxy = new SilentProxy(cluster.EndPoint);
        var nodes = fixture.Nodes;
        var database = new NpgsqlConnectionStringBuilder(nodes.Database) { Port = proxy.Port, Timeout = 3 };
        await using var cut = await nodes.JoinAsync(database.ConnectionString, Impatient);
        var ann = await cut.Scim.CreateUserAsync("before-cut");
        using var person = cut.ScimAs(await nodes.A.OpenSessionAsync(ann));
        Assert.Equal(HttpStatusCode.OK, await person.StatusOfAsync("Me"));
        Assert.Equal(HttpStatusCode.OK, await cut.Scim.StatusOfAsync("Users?count=1"));
        Assert.True((await cut.CheckMemberAsync(ann, nodes.Owner)).Allowed);

        proxy.IsSilent = true;
        var check = cut.CheckMemberAsync(ann, nodes.Owner);
        var me = person.GetAsync("Me");
        var read = cut.Scim.GetAsync("Users?count=1");
        var writes = Enumerable.Range(0, 6).Select(number => cut.Scim.PostUserAsync($"cut{number}"));
        foreach (var answer in await Task.WhenAll([.. writes, read, me]))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            answer.Dispose();
        }

        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => check)).StatusCode);
        Assert.False(await cut.IsReadyAsync());
        await nodes.A.Scim.CreateUserAsync("during-cut");
        await nodes.A.Scim.DeactivateAsync(ann);

        proxy.IsSilent = false;
        await cut.WaitForAsync(ready: true);
        Assert.Equal(HttpStatusCode.Unauthorized, await person.StatusOfAsync("Me"));
        Assert.Equal(AccessReason.MemberDeactivated, (await cut.CheckMemberAsync(ann, nodes.Owner)).Reason);
        await cut.Scim.CreateUserAsync("after-cut");
        var names = await nodes.A.Scim.UserNamesAsync();
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }
}
