using System.Net;
using Npgsql;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>The database fails under both nodes, and comes back: so do they, without help.</summary>
public sealed class DatabaseLossTests
{
    [Fact]
    public async Task Database_CrashesUnderLoadAndGoesAway_NothingAcknowledgedIsLost_AndTheNodesComeBack()
    {
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        await SlowCommitsAsync(cluster);
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

    /// <summary>So that a crash finds changes in the middle of their commit, where what was kept is hardest to tell.</summary>
    private static async Task SlowCommitsAsync(PostgresCluster cluster)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString(null) + ";Pooling=false");
        await connection.OpenAsync();
        foreach (var sql in (string[])
            [
                "ALTER SYSTEM SET commit_delay = 20000", // microseconds
                "ALTER SYSTEM SET commit_siblings = 0",
                "SELECT pg_reload_conf()",
            ])
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
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
