using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;
using TeamAccess.TestKit.Postgres;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>Two server processes on one PostgreSQL database. The first has filled it with a demo.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    public const string OperatorToken = "operator-token-of-two-nodes-0123456789";

    private TwoNodes(string database, Node a, Node b) => (Database, A, B) = (database, a, b);

    /// <summary>The tests in full take minutes; without this they are the same for seconds.</summary>
    public static bool InFull => Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1";

    public string Database { get; }

    public Node A { get; }

    public Node B { get; }

    public Metadata Owner => A.Process.OwnerHeaders;

    public static Metadata Operator => ServerProcess.Headers(OperatorToken);

    /// <param name="database">A connection string; null for a new schema of the shared cluster.</param>
    public static Task<TwoNodes> StartAsync(string? database = null, params (string Name, string Value)[] settings) =>
        StartAsync(database, _ => settings);

    /// <param name="database">As above.</param>
    /// <param name="settingsOf">The settings of <c>a</c> and of <c>b</c>.</param>
    public static async Task<TwoNodes> StartAsync(string? database, Func<string, (string Name, string Value)[]> settingsOf)
    {
        database ??= await (await PostgresCluster.Shared).CreateSchemaAsync();
        var first = await ServerProcess.StartDemoAsync([.. Common(database), .. settingsOf("a")]);
        return new TwoNodes(
            database,
            new Node(first, first.FirstRun.ScimToken),
            await JoinAsync(first, [.. Common(database), .. settingsOf("b")]));
    }

    /// <summary>A third node, whose way to the database is another.</summary>
    public Task<Node> JoinAsync(string database, params (string Name, string Value)[] settings) =>
        JoinAsync(A.Process, [.. Common(database), .. settings]);

    private static (string, string)[] Common(string database) =>
    [
        ("TEAMACCESS_STORE", "postgres"),
        ("TEAMACCESS_POSTGRES", database),
        ("TEAMACCESS_OPERATOR_TOKEN", OperatorToken),
        ("TEAMACCESS_SCIM_RATE", "0"),
    ];

    private static async Task<Node> JoinAsync(ServerProcess first, (string Name, string Value)[] settings)
    {
        var process = ServerProcess.Launch(
            Directory.CreateTempSubdirectory("teamaccess-").FullName,
            [],
            [
                .. settings,
                ("TEAMACCESS_PEPPER_FILE", Path.Combine(first.Data, "token-pepper.key")),
                ("TEAMACCESS_CHECKPOINT_KEY_FILE", Path.Combine(first.Data, "checkpoint-key.pem")),
            ]);
        await process.WaitUntilReadyAsync();
        return new Node(process, first.FirstRun.ScimToken);
    }

    public async ValueTask DisposeAsync()
    {
        await B.DisposeAsync();
        await A.DisposeAsync();
    }
}

/// <summary>One of them, with clients that keep their connections.</summary>
internal sealed class Node(ServerProcess process, string scimToken, Uri? grpcAddress = null) : IAsyncDisposable
{
    private readonly HttpClient plain = new() { BaseAddress = process.HttpAddress };

    public ServerProcess Process { get; } = process;

    public HttpClient Scim { get; } = ClientOf(process, scimToken);

    /// <summary>The same process by another way to its admin service. Its clients are to be disposed of, not it.</summary>
    public Node By(Uri grpc) => new(Process, scimToken, grpc);

    /// <summary>Tries again soon: a node that was down for a moment is not passed over for the seconds that are usual.</summary>
    public GrpcChannel Channel { get; } = GrpcChannel.ForAddress(
        grpcAddress ?? process.GrpcAddress,
        new GrpcChannelOptions
        {
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(50),
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
        });

    /// <param name="token">Of a connection, or of a member in person.</param>
    public HttpClient ScimAs(string token) => ClientOf(Process, token);

    public async Task<bool> IsReadyAsync()
    {
        using var answer = await plain.GetAsync(new Uri("health/ready", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    public async Task WaitForAsync(bool ready)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (await IsReadyAsync() != ready)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Scim.Dispose();
        Channel.Dispose();
        plain.Dispose();
        await Process.DisposeAsync();
    }

    private static HttpClient ClientOf(ServerProcess process, string token)
    {
        var client = new HttpClient { BaseAddress = new Uri(process.HttpAddress, "scim/v2/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
