using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Net.Client;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Postgres;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Archives;

/// <summary>As <see cref="MoveTests"/>, between servers whose stores are PostgreSQL.</summary>
public sealed class PostgresMoveTests : IDisposable
{
    private const int People = 300;
    private const int Ahead = 256 * 1024; // as a server has it where nothing is set

    private static readonly (string Name, string Value) Operator =
        ("TEAMACCESS_OPERATOR_TOKEN", "operator-token-for-tests-0123456789");

    private readonly string folder = Directory.CreateTempSubdirectory("teamaccess-move-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Move_WithItsExportKilledOnce_IsTheSameRowForRowAsOfItsBeginning()
    {
        await using var origin = await ServerProcess.StartDemoAsync(await SettingsAsync());
        using var client = origin.CreateScimClient();
        var people = await FillAsync(client);
        var archive = Path.Combine(folder, "demo.archive");
        var from = origin.GrpcAddress.ToString();
        string[] command = ["export", "--workspace", "demo", "--server", from, "--to", archive];

        var killed = await Program.RunUnderAsync(
            Strace.Around("-e", "trace=pwrite64", "-e", "inject=pwrite64:signal=KILL:when=2"), command, Operator);
        Assert.NotEqual(0, killed.ExitCode);
        Assert.False(File.Exists(archive));
        var begun = new FileInfo(Assert.Single(Directory.GetFiles(folder))).Length;
        var events = await CountEventsAsync(origin, origin);
        var (late, _) = await CreateAsync(client, "late");
        (await Program.RunAsync(command, Operator)).Done();
        Assert.Contains(origin.Errors, line => line.Contains($"from byte {begun} on", StringComparison.Ordinal));

        await using var target = await StartTargetAsync(origin);
        var address = target.GrpcAddress.ToString();
        (await Program.RunAsync(["import", archive, "--server", address], Operator)).Done();
        var back = Path.Combine(folder, "back.archive");
        (await Program.RunAsync(["export", "--workspace", "demo", "--server", address, "--to", back], Operator)).Done();

        Assert.True(new FileInfo(archive).Length > begun + (2 * Ahead), "It was read before the late one came.");
        var rows = RowsOf(archive);
        Assert.True(rows.Count > 2 * People);
        Assert.Equal(rows, RowsOf(back));
        Assert.Equal(events, await CountEventsAsync(origin, target));
        using var moved = new HttpClient { BaseAddress = new Uri(target.HttpAddress, "scim/v2/") };
        moved.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        foreach (var (id, version) in people)
        {
            using var found = await moved.GetAsync($"Users/{id}");
            Assert.Equal((HttpStatusCode.OK, version), (found.StatusCode, found.Headers.ETag?.ToString()));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await moved.GetAsync($"Users/{late}")).StatusCode);
    }

    /// <returns>The version of each person by id.</returns>
    private static async Task<ConcurrentDictionary<string, string>> FillAsync(HttpClient client)
    {
        var people = new ConcurrentDictionary<string, string>();
        await Parallel.ForAsync(0, People, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var (id, version) = await CreateAsync(client, $"p{number}");
            people[id] = version;
        });
        foreach (var id in people.Keys.Take(5)) // so that not all have the first version
        {
            using var patched = await client.PatchAsJsonAsync($"Users/{id}", new
            {
                schemas = new[] { "urn:ietf:params:scim:api:messages:2.0:PatchOp" },
                Operations = new[] { new { op = "replace", path = "active", value = false } },
            });
            Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
            people[id] = patched.Headers.ETag!.ToString();
        }

        return people;
    }

    private static async Task<(string Id, string Version)> CreateAsync(HttpClient client, string name)
    {
        // What can hardly be compressed, so that a few people already are an archive of many parts.
        var title = string.Concat(Enumerable.Range(0, 100).Select(_ => Path.GetRandomFileName()));
        using var created = await client.PostAsJsonAsync("Users", new { userName = name, title });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var user = await created.Content.ReadFromJsonAsync<JsonElement>();
        return (user.GetProperty("id").GetString()!, created.Headers.ETag!.ToString());
    }

    private static async Task<long> CountEventsAsync(ServerProcess origin, ServerProcess server)
    {
        using var channel = GrpcChannel.ForAddress(server.GrpcAddress);
        var chain = await new AuditService.AuditServiceClient(channel).VerifyChainAsync(
            new VerifyChainRequest(), origin.OwnerHeaders);
        Assert.True(chain.Intact);
        return chain.Events;
    }

    // All but the first line and the last, which are of the archive and not of the workspace. Requests have no order.
    private static List<string> RowsOf(string archive)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        var lines = reader.ReadToEnd().Split('\n')[1..^2];
        return [.. lines.OrderBy(line => IsRequest(line) ? line : "", StringComparer.Ordinal)];

        static bool IsRequest(string line) => line.StartsWith("{\"kind\":\"request\"", StringComparison.Ordinal);
    }

    private static async Task<(string Name, string Value)[]> SettingsAsync() =>
    [
        Operator,
        ("TEAMACCESS_SCIM_RATE", "0"),
        ("TEAMACCESS_STORE", "postgres"),
        ("TEAMACCESS_POSTGRES", await (await PostgresCluster.Shared).CreateSchemaAsync()),
    ];

    private async Task<ServerProcess> StartTargetAsync(ServerProcess origin)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "target")).FullName;
        File.Copy(Path.Combine(origin.Data, "token-pepper.key"), Path.Combine(data, "token-pepper.key"));
        var target = ServerProcess.Launch(data, [], await SettingsAsync());
        await target.WaitUntilReadyAsync();
        return target;
    }
}
