using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Postgres;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Archives;

/// <summary>Imports that were begun and not finished, seen and abandoned by the program itself.</summary>
public sealed class AbandonCommandTests(ExportedDemo source) : IClassFixture<ExportedDemo>, IDisposable
{
    private static readonly (string Name, string Value) Operator = ExportedDemo.Operator;

    private readonly string folder = Directory.CreateTempSubdirectory("teamaccess-abandon-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Embedded_HalfImport_IsToldByEveryCommand_AndAbandonedAlsoAfterAKill()
    {
        var (origin, archive) = (source.Server, source.Archive);
        var data = await CreateStoreAsync(origin);
        await KillWhenListedAsync(["import", archive, "--data", data], data, "demo: begun");

        Assert.Contains("1 imports were begun", await DoneAsync(["verify", "--data", data]), StringComparison.Ordinal);
        var other = Path.Combine(folder, "other.archive");
        (await Program.RunAsync(["export", "--workspace", "demo", "--data", data, "--to", other]))
            .RefusedWith("--abandon demo");
        await DoneAsync(["backup", "--data", data, "--to", other]);
        var demo = await RunDemoAsync(data);
        Assert.Contains("an import was begun", demo, StringComparison.Ordinal);

        await KillWhenListedAsync(["import", "--abandon", "demo", "--data", data], data, "being abandoned");
        await DoneAsync(["verify", "--data", data]);
        (await Program.RunAsync(["import", archive, "--data", data])).RefusedWith("abandoned");
        var abandoned = await DoneAsync(["import", "--abandon", "demo", "--data", data]);
        Assert.Contains("the id is free", abandoned, StringComparison.Ordinal);

        var listed = await DoneAsync(["import", "--list", "--data", data]);
        Assert.Contains("no unfinished imports", listed, StringComparison.Ordinal);
        (await Program.RunAsync(["import", "--abandon", "demo", "--data", data])).RefusedWith("no unfinished import");
        Assert.Contains("0 workspaces", await DoneAsync(["verify", "--data", data]), StringComparison.Ordinal);
        await DoneAsync(["import", archive, "--data", data]);
        (await Program.RunAsync(["import", "--abandon", "demo", "--data", data])).RefusedWith("is there");
        Assert.Contains("1 workspaces", await DoneAsync(["verify", "--data", data]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunningServer_HalfImport_IsListedAndAbandonedByOperatorsOnly()
    {
        var (origin, archive) = (source.Server, source.Archive);
        var data = await CreateStoreAsync(origin);
        await KillWhenListedAsync(["import", archive, "--data", data], data, "demo: begun");
        await using var target = ServerProcess.Launch(data, [], Operator);
        await target.WaitUntilReadyAsync();
        var address = target.GrpcAddress.ToString();
        using var client = new HttpClient { BaseAddress = new Uri(target.HttpAddress, "scim/v2/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", origin.FirstRun.ScimToken);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("Users")).StatusCode);

        var listed = await DoneAsync(["import", "--list", "--server", address], Operator);
        Assert.Contains("demo: begun", listed, StringComparison.Ordinal);
        (await Program.RunAsync(
            ["export", "--workspace", "demo", "--server", address, "--to", Path.Combine(folder, "x")], Operator))
            .RefusedWith("not finished");
        foreach (var refused in (string[][])[["--list"], ["--abandon", "demo"]])
        {
            (await Program.RunAsync(
                ["import", .. refused, "--server", address], ("TEAMACCESS_OPERATOR_TOKEN", new string('x', 40))))
                .RefusedWith("Unauthenticated");
        }

        await DoneAsync(["import", "--abandon", "demo", "--server", address], Operator);

        listed = await DoneAsync(["import", "--list", "--server", address], Operator);
        Assert.Contains("no unfinished imports", listed, StringComparison.Ordinal);
        Assert.Contains(
            target.Errors, line => line.Contains("import of workspace demo had left", StringComparison.Ordinal));
        using (var channel = GrpcChannel.ForAddress(target.GrpcAddress))
        {
            await new WorkspaceService.WorkspaceServiceClient(channel).CreateWorkspaceAsync(
                new CreateWorkspaceRequest { WorkspaceId = "demo", DisplayName = "Demo", OwnerUserName = "eve" },
                ServerProcess.Headers(Operator.Value));
            var members = new MemberService.MemberServiceClient(channel);
            var denied = await Assert.ThrowsAsync<RpcException>(async () =>
                await members.ListMembersAsync(new ListMembersRequest(), origin.OwnerHeaders));
            Assert.Equal(StatusCode.Unauthenticated, denied.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("Users")).StatusCode);
        (await Program.RunAsync(["import", "--abandon", "demo", "--server", address], Operator))
            .RefusedWith("FailedPrecondition");
        Assert.Equal(0, await target.TerminateAsync());
        await DoneAsync(["verify", "--data", data]);
    }

    [Fact]
    public async Task Postgres_HalfImport_IsToldAndAbandoned()
    {
        var (origin, archive) = (source.Server, source.Archive);
        var data = Directory.CreateDirectory(Path.Combine(folder, "shared")).FullName;
        File.Copy(Path.Combine(origin.Data, "token-pepper.key"), Path.Combine(data, "token-pepper.key"));
        var database = await (await PostgresCluster.Shared).CreateSchemaAsync();
        (string Name, string Value)[] postgres =
        [
            ("TEAMACCESS_STORE", "postgres"),
            ("TEAMACCESS_POSTGRES", database),
            ("TEAMACCESS_DATA", data),
        ];
        await DoneAsync(["import", "--list"], postgres);
        await KillHalfWayAsync(archive, database, postgres);
        Assert.Contains("demo: begun", await DoneAsync(["import", "--list"], postgres), StringComparison.Ordinal);

        Assert.Contains("1 imports were begun", await DoneAsync(["verify"], postgres), StringComparison.Ordinal);
        (await Program.RunAsync(["verify", "--workspace", "demo"], postgres)).RefusedWith("not finished");
        (await Program.RunAsync(["verify", "--workspace", "nobody"], postgres)).RefusedWith("no workspace");
        (await Program.RunAsync(["export", "--workspace", "demo", "--to", "-"], postgres)).RefusedWith("not finished");
        await DoneAsync(["import", "--abandon", "demo"], postgres);
        await DoneAsync(["import", archive], postgres);
        Assert.Contains("1 workspaces", await DoneAsync(["verify"], postgres), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_ListAndAbandon_WhereTheyDoNotBelong_AreRefused()
    {
        (await Program.RunAsync(["backup", "--list", "--data", folder])).RefusedWith("for import");
        (await Program.RunAsync(["restore", "--abandon", "demo", "--data", folder])).RefusedWith("for import");
        (await Program.RunAsync(["import", "x.archive", "--list", "--data", folder])).RefusedWith("one at a time");
        (await Program.RunAsync(["import", "--list", "--abandon", "demo", "--data", folder]))
            .RefusedWith("one at a time");
        (await Program.RunAsync(["import", "--abandon", "NO SUCH", "--data", folder])).RefusedWith("--abandon must be");
        (await Program.RunAsync(["import", "--list", "--data", folder])).RefusedWith("no store");
    }

    private static async Task<string> DoneAsync(string[] command, params (string Name, string Value)[] settings) =>
        (await Program.RunAsync(command, settings)).Done().Output;

    // strace counts each thread's calls apart, and the store's flushes all come from one: its start's, then commits.
    private static async Task KillWhenListedAsync(string[] command, string data, string words)
    {
        for (var flush = 4; flush < 20; flush++)
        {
            var killed = await Program.RunUnderAsync(
                Strace.Around("-e", "trace=fdatasync", "-e", $"inject=fdatasync:signal=KILL:when={flush}"), command);
            Assert.NotEqual(0, killed.ExitCode);
            if ((await DoneAsync(["import", "--list", "--data", data])).Contains(words, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("Nothing was stopped on its way.");
    }

    // The parts with the members are stored, and the one with the sessions waits behind this lock when the kill comes.
    private static async Task KillHalfWayAsync(string archive, string database, (string Name, string Value)[] settings)
    {
        await using var holder = new NpgsqlConnection(database + ";Pooling=false");
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE sessions IN EXCLUSIVE MODE", holder, transaction))
        {
            await hold.ExecuteNonQueryAsync();
        }

        using var importing = Program.Start(["import", archive], settings);
        await using var watcher = new NpgsqlConnection(database + ";Pooling=false");
        await watcher.OpenAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var begun = new NpgsqlCommand("SELECT count(*) FROM imports", watcher);
        while (await begun.ExecuteScalarAsync(limit.Token) is 0L)
        {
            await Task.Delay(10, limit.Token);
        }

        importing.Kill();
        await importing.WaitForExitAsync(limit.Token);
    }

    // On a copy, since a server's directory goes with it.
    private static async Task<string> RunDemoAsync(string data)
    {
        await using var server = ServerProcess.Launch(Copy(data), ["--demo"], Operator);
        Assert.NotEqual(0, await server.WaitForExitAsync());
        return string.Join('\n', server.Errors);
    }

    private static string Copy(string data)
    {
        var copy = Directory.CreateDirectory($"{data}-copy").FullName;
        foreach (var file in Directory.GetFiles(data))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    private async Task<string> CreateStoreAsync(ServerProcess origin)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName())).FullName;
        File.Copy(Path.Combine(origin.Data, "token-pepper.key"), Path.Combine(data, "token-pepper.key"));
        await using var server = ServerProcess.Launch(data, [], Operator);
        await server.WaitUntilReadyAsync();
        Assert.Equal(0, await server.TerminateAsync());
        return Copy(data);
    }
}
