using System.Net;
using Grpc.Core;
using Npgsql;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>The database fails under both nodes, and comes back: so do they, without help.</summary>
[Collection(TwoNodesFixture.Name)]
public sealed class DatabaseTroubleTests(TwoNodesFixture fixture)
{
    // Fails sooner than others, so that nobody has to wait for it.
    private static readonly (string, string) Impatient = ("TEAMACCESS_POSTGRES_TIMEOUT_SECONDS", "3");

    [Fact]
    public async Task Database_CrashesUnderLoadAndGoesAway_NothingAcknowledgedIsLost_AndTheNodesComeBack()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var nodes = await TwoNodes.StartAsync(await cluster.CreateSchemaAsync());
        await using var load = Load.Start(nodes, "load");
        for (var crash = 0; crash < (TwoNodes.InFull ? 12 : 3); crash++)
        {
            await load.AcknowledgedAsync(TwoNodes.InFull ? 500 : 30);
            await cluster.CrashAsync();
        }

        await load.AcknowledgedAsync(30);
        await load.StopAsync();

        foreach (var node in (Node[])[nodes.A, nodes.B])
        {
            await node.WaitForAsync(ready: true);
            await load.AssertKeptAsync(node);
        }

        await cluster.StopAsync();
        foreach (var node in (Node[])[nodes.A, nodes.B])
        {
            await AssertUnavailableAsync(node, "while");
            await node.WaitForAsync(ready: false);
        }

        await cluster.StartServerAsync();
        foreach (var node in (Node[])[nodes.A, nodes.B])
        {
            await node.WaitForAsync(ready: true);
            await node.Scim.CreateUserAsync(node == nodes.A ? "after-a" : "after-b");
        }
    }

    [Fact]
    public async Task Connections_AllTaken_503WithRetryAfterAndNotReady_UntilOneIsFree()
    {
        await using var cluster = await PostgresCluster.StartAsync(maxConnections: 12);
        await using var nodes = await TwoNodes.StartAsync(await cluster.CreateSchemaAsync(), ("TEAMACCESS_POSTGRES_CONNECTIONS", "4"));
        var hogs = new List<NpgsqlConnection>();
        try
        {
            // Those of the servers are ended, and their places taken before they can come again.
            do
            {
                await TakeAllAsync(cluster, hogs);
            }
            while (await EndOthersAsync(hogs[0]) > 0);

            await AssertUnavailableAsync(nodes.A, "none");
            await AssertUnavailableAsync(nodes.B, "none");
            await nodes.A.WaitForAsync(ready: false);
        }
        finally
        {
            foreach (var hog in hogs)
            {
                await hog.DisposeAsync();
            }
        }

        await nodes.A.WaitForAsync(ready: true);
        await nodes.B.WaitForAsync(ready: true);
        await nodes.A.Scim.CreateUserAsync("after-a");
        await nodes.B.Scim.CreateUserAsync("after-b");
    }

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

    private static async Task AssertUnavailableAsync(Node node, string name)
    {
        using var read = await node.Scim.GetAsync("Users?count=1");
        using var write = await node.Scim.PostUserAsync(name);
        foreach (var answer in (HttpResponseMessage[])[read, write])
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }

    private static async Task TakeAllAsync(PostgresCluster cluster, List<NpgsqlConnection> hogs)
    {
        while (true)
        {
            var hog = new NpgsqlConnection(cluster.ConnectionString(null) + ";Pooling=false;Application Name=hog");
            try
            {
                await hog.OpenAsync();
                hogs.Add(hog);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await hog.DisposeAsync();
                return;
            }
        }
    }

    private static async Task<long> EndOthersAsync(NpgsqlConnection connection) => await ScalarAsync(
        connection,
        """
        SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND application_name <> 'hog'
        """);

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
