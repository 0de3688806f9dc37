using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Net.Client;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Postgres;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Archives;

/// <summary>Backup, restore, export and import by the program itself, beside and without a server.</summary>
public sealed class BackupTests : IDisposable
{
    private const string OperatorToken = "operator-token-for-tests-0123456789";

    private static readonly (string Name, string Value) Operator = ("TEAMACCESS_OPERATOR_TOKEN", OperatorToken);

    private readonly string folder = Directory.CreateTempSubdirectory("teamaccess-backup-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Backup_OfABusyServer_RestoredElsewhereHasAllThatWasAcknowledgedBefore()
    {
        await using var server = await ServerProcess.StartDemoAsync(Operator);
        using var client = server.CreateScimClient();
        var acknowledged = new ConcurrentDictionary<string, string>();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(writer => WriteAsync(client, writer, acknowledged, stop.Token)).ToArray();
        while (acknowledged.Count < 100)
        {
            await Task.Delay(20);
        }

        var before = acknowledged.ToArray();
        var archive = Path.Combine(folder, "all.archive");
        (await Program.RunAsync(["backup", "--server", server.GrpcAddress.ToString(), "--to", archive], Operator)).Done();
        Assert.True(acknowledged.Count > before.Length, "The server did not serve meanwhile.");
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(archive));

        var data = Path.Combine(folder, "restored");
        CopyPepper(server.Data, data);
        (await Program.RunAsync(["restore", archive, "--data", data])).Done();
        await using var restored = ServerProcess.Launch(data, [], Operator);
        await restored.WaitUntilReadyAsync();
        using var second = new HttpClient { BaseAddress = new Uri(restored.HttpAddress, "scim/v2/") };
        second.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        foreach (var (id, etag) in before)
        {
            using var found = await second.GetAsync($"Users/{id}");
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
            Assert.Equal(etag, found.Headers.ETag?.ToString());
        }

        using var channel = GrpcChannel.ForAddress(restored.GrpcAddress);
        var chain = await new AuditService.AuditServiceClient(channel).VerifyChainAsync(
            new VerifyChainRequest(), server.OwnerHeaders);
        Assert.True(chain.Intact);
        Assert.True(chain.Events >= before.Length);
    }

    [Fact]
    public async Task Restore_LiteDbToPostgresAndBack_IsTheSameDirectoryWithTheSameTokens()
    {
        await using var server = await ServerProcess.StartDemoAsync(Operator);
        using var client = server.CreateScimClient();
        using var created = await client.PostAsJsonAsync("Users", new { userName = "ann@demo.test" });
        var user = await created.Content.ReadAsStringAsync();
        Assert.Equal(0, await server.TerminateAsync());
        var (first, second) = (Path.Combine(folder, "first.archive"), Path.Combine(folder, "second.archive"));
        (await Program.RunAsync(["backup", "--data", server.Data, "--to", first])).Done();
        (await Program.RunAsync(["verify", "--data", server.Data])).Done();

        var shared = Path.Combine(folder, "shared");
        CopyPepper(server.Data, shared);
        (string Name, string Value)[] postgres =
        [
            ("TEAMACCESS_STORE", "postgres"),
            ("TEAMACCESS_POSTGRES", await (await PostgresCluster.Shared).CreateSchemaAsync()),
            ("TEAMACCESS_DATA", shared),
        ];
        (await Program.RunAsync(["restore", first], postgres)).Done();
        (await Program.RunAsync(["verify"], postgres)).Done();
        await using (var other = ServerProcess.Launch(shared, [], [.. postgres]))
        {
            await other.WaitUntilReadyAsync();
            using var found = await GetAsync(other, client, created.Headers.Location!);
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
            Assert.Equal(PartOf(user), PartOf(await found.Content.ReadAsStringAsync()));
            Assert.Equal(0, await other.TerminateAsync());
            CopyPepper(shared, folder);
        }

        (await Program.RunAsync(["backup", "--to", second], [.. postgres, ("TEAMACCESS_DATA", folder)])).Done();
        var back = Path.Combine(folder, "back");
        CopyPepper(folder, back);
        (await Program.RunAsync(["restore", second, "--data", back])).Done();
        await using var last = ServerProcess.Launch(back, []);
        await last.WaitUntilReadyAsync();
        using var again = await GetAsync(last, client, created.Headers.Location!);
        Assert.Equal(PartOf(user), PartOf(await again.Content.ReadAsStringAsync()));
        Assert.Equal(created.Headers.ETag, again.Headers.ETag);
    }

    [Fact]
    public async Task Import_OneWorkspaceIntoAServersStore_KeepsTheOthers()
    {
        await using var server = await ServerProcess.StartDemoAsync(Operator);
        var archive = Path.Combine(folder, "demo.archive");
        (await Program.RunAsync(
            ["export", "--workspace", "demo", "--server", server.GrpcAddress.ToString(), "--to", archive], Operator)).Done();
        (await Program.RunAsync(["verify", archive])).Done();

        var data = Path.Combine(folder, "target");
        CopyPepper(server.Data, data);
        await using var target = ServerProcess.Launch(data, [], Operator);
        await target.WaitUntilReadyAsync();
        using (var channel = GrpcChannel.ForAddress(target.GrpcAddress))
        {
            await new WorkspaceService.WorkspaceServiceClient(channel).CreateWorkspaceAsync(
                new CreateWorkspaceRequest
                {
                    WorkspaceId = "other",
                    DisplayName = "Other",
                    OwnerUserName = "eve@other.test",
                },
                ServerProcess.Headers(OperatorToken));
        }

        (await Program.RunAsync(["import", archive, "--data", data])).RefusedWith("Another process");
        Assert.Equal(0, await target.TerminateAsync());
        (await Program.RunAsync(["restore", archive, "--data", data])).RefusedWith("already");
        var imported = (await Program.RunAsync(["import", archive, "--data", data])).Done();
        Assert.Contains("1 workspaces", imported.Output, StringComparison.Ordinal);

        var verified = (await Program.RunAsync(["verify", "--data", data])).Done();
        Assert.Contains("2 workspaces", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_KilledOnTheWay_GoesOnWhenStartedAgain()
    {
        await using var server = await ServerProcess.StartDemoAsync(Operator, ("TEAMACCESS_SCIM_RATE", "0"));
        using var client = server.CreateScimClient();
        for (var number = 0; number < 300; number++)
        {
            using var created = await client.PostAsJsonAsync("Users", new { userName = $"user{number}@demo.test" });
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        }

        var archive = Path.Combine(folder, "all.archive");
        (await Program.RunAsync(["backup", "--server", server.GrpcAddress.ToString(), "--to", archive], Operator)).Done();
        var data = Path.Combine(folder, "restored");
        var file = Path.Combine(data, "restoring", "teamaccess.db");
        for (var kill = 0; kill < 3; kill++)
        {
            using var restoring = Program.Start(["restore", archive, "--data", data]);
            for (var waited = 0; waited < 1000 && !File.Exists(file) && !restoring.HasExited; waited++)
            {
                await Task.Delay(10);
            }

            await Task.Delay(40 * kill);
            restoring.Kill();
            await restoring.WaitForExitAsync();
            if (restoring.ExitCode != 0)
            {
                Assert.False(File.Exists(Path.Combine(data, "teamaccess.db")));
            }
        }

        if (!File.Exists(Path.Combine(data, "teamaccess.db")))
        {
            (await Program.RunAsync(["restore", archive, "--data", data])).Done();
        }

        CopyPepper(server.Data, data);
        var verified = (await Program.RunAsync(["verify", "--data", data])).Done();
        Assert.Contains("1 workspaces", verified.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(data, "restoring")));
    }

    [Fact]
    public async Task Commands_WhatCannotBeDone_IsRefusedInAClearWord()
    {
        await using var server = await ServerProcess.StartDemoAsync(Operator);
        var address = server.GrpcAddress.ToString();
        var archive = Path.Combine(folder, "all.archive");
        (await Program.RunAsync(["backup", "--server", address, "--to", archive], Operator)).Done();

        (await Program.RunAsync(["backup", "--server", address, "--to", archive], Operator)).RefusedWith("is there already");
        (await Program.RunAsync(["backup", "--data", server.Data, "--to", archive + "2"])).RefusedWith("Another process");
        (await Program.RunAsync(["backup", "--data", Path.Combine(folder, "no"), "--to", archive + "2"])).RefusedWith("no store");
        (await Program.RunAsync(["backup", "--server", address, "--to", archive + "2"])).RefusedWith("operator");
        (await Program.RunAsync(
            ["backup", "--server", address, "--to", archive + "2"], ("TEAMACCESS_OPERATOR_TOKEN", new string('x', 40))))
            .RefusedWith("Unauthenticated");
        (await Program.RunAsync(
            ["backup", "--server", address, "--to", archive + "2"], ("TEAMACCESS_OPERATOR_TOKEN", server.FirstRun.OwnerToken)))
            .RefusedWith("PermissionDenied");
        (await Program.RunAsync(["export", "--workspace", "nobody", "--server", address, "--to", archive + "2"], Operator))
            .RefusedWith("NotFound");
        (await Program.RunAsync(["export", "--server", address, "--to", archive + "2"], Operator)).RefusedWith("--workspace");
        Assert.Equal([archive], Directory.GetFiles(folder));

        var bytes = await File.ReadAllBytesAsync(archive);
        await File.WriteAllBytesAsync(archive + ".cut", bytes[..(bytes.Length / 2)]);
        var data = Path.Combine(folder, "data");
        (await Program.RunAsync(["verify", archive + ".cut"])).RefusedWith("cannot be used");
        (await Program.RunAsync(["restore", archive + ".cut", "--data", data])).RefusedWith("cannot be used");
        (await Program.RunAsync(["restore", archive + ".no", "--data", data])).RefusedWith(".no");
        Assert.False(File.Exists(Path.Combine(data, "teamaccess.db")));
        Directory.CreateDirectory(data);
        await File.WriteAllTextAsync(Path.Combine(data, "token-pepper.key"), new string('0', 64));
        (await Program.RunAsync(["restore", archive, "--data", data])).RefusedWith("another token pepper");
        (await Program.RunAsync(["restore", archive, "--nonsense"])).RefusedWith("--nonsense");
        Assert.Contains("--workspace", (await Program.RunAsync(["export", "--help"])).Done().Output, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(
        HttpClient client, int writer, ConcurrentDictionary<string, string> acknowledged, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested && number < 5000; number++)
        {
            using var created = await client.PostAsJsonAsync(
                "Users", new { userName = $"user{writer}-{number}@demo.test" }, CancellationToken.None);
            if (created.StatusCode == HttpStatusCode.Created)
            {
                var user = await created.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None);
                acknowledged[user.GetProperty("id").GetString()!] = created.Headers.ETag!.ToString();
            }
        }
    }

    private static void CopyPepper(string from, string to)
    {
        Directory.CreateDirectory(to);
        File.Copy(Path.Combine(from, "token-pepper.key"), Path.Combine(to, "token-pepper.key"), overwrite: true);
    }

    private static async Task<HttpResponseMessage> GetAsync(ServerProcess server, HttpClient like, Uri location)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = like.DefaultRequestHeaders.Authorization;
        return await client.GetAsync(new Uri(server.HttpAddress, location.PathAndQuery));
    }

    // All but where it is found, which is the address of another server.
    private static string PartOf(string user)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(user)!.AsObject();
        json["meta"]!.AsObject().Remove("location");
        return json.ToJsonString();
    }
}
