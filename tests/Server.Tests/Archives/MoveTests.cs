using System.Net;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using TeamAccess.Admin.V1;
using TeamAccess.Server.Tests.Faults;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Archives;

/// <summary>One workspace from a server that serves into another that does, with processes that are killed on the way.</summary>
public sealed class MoveTests : IDisposable
{
    private const string OperatorToken = "operator-token-for-tests-0123456789";

    private static readonly (string Name, string Value) Operator = ("TEAMACCESS_OPERATOR_TOKEN", OperatorToken);
    private static readonly (string Name, string Value) NoRate = ("TEAMACCESS_SCIM_RATE", "0");

    private readonly string folder = Directory.CreateTempSubdirectory("teamaccess-move-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Import_IntoARunningServer_KilledOnBothSides_GoesOnBesideOthersTraffic()
    {
        await using var origin = await ServerProcess.StartDemoAsync(Operator, NoRate);
        var ledger = await FillAsync(origin, 600);
        var archive = await ExportAsync(origin);
        await using var target = await StartTargetAsync(origin);
        var there = await CreateWorkspaceAsync(target, "other");

        // strace counts each thread's calls apart, and the store's flushes all come from one: so many parts are kept.
        await using (await Strace.AttachAsync(target.Id, "-e", "trace=fdatasync", "-e", "inject=fdatasync:signal=KILL:when=4"))
        {
            (await ImportAsync(target, archive)).RefusedWith("go");
            Assert.NotEqual(0, await target.WaitForExitAsync());
        }

        await target.RestartAsync();
        await AssertNotThereAsync(origin, target);
        for (var kill = 0; kill < 2; kill++)
        {
            using var import = Program.Start(["import", archive, "--server", target.GrpcAddress.ToString()], Operator);
            await Task.Delay(700 + (kill * 150));
            import.Kill();
            await import.WaitForExitAsync();
        }

        var during = ReadAsync(target, there);
        var imported = await ImportAsync(target, archive);
        for (var busy = 0; imported.Errors.Contains("Another import", StringComparison.Ordinal); busy++)
        {
            Assert.True(busy < 50); // the server may not have seen yet that the client was killed
            await Task.Delay(100);
            imported = await ImportAsync(target, archive);
        }

        await during;
        Assert.Contains("of them by an earlier run", imported.Done().Output, StringComparison.Ordinal);
        await AssertSameAsync(ledger, origin, target);
    }

    [Fact]
    public async Task Import_WhatAServerDoesNotTake_IsRefusedAndChangesNothing()
    {
        await using var origin = await ServerProcess.StartDemoAsync(Operator);
        var archive = await ExportAsync(origin);
        await using var target = await StartTargetAsync(origin);
        var address = target.GrpcAddress.ToString();
        var all = Path.Combine(folder, "all.archive");
        (await Program.RunAsync(["backup", "--server", origin.GrpcAddress.ToString(), "--to", all], Operator)).Done();

        (await ImportAsync(target, all)).RefusedWith("whole store");
        (await Program.RunAsync(["import", archive, "--server", address])).RefusedWith("operator");
        (await Program.RunAsync(["import", archive, "--server", address], ("TEAMACCESS_OPERATOR_TOKEN", new string('x', 40))))
            .RefusedWith("Unauthenticated");
        (await Program.RunAsync(["restore", archive, "--server", address], Operator)).RefusedWith("import goes into a server");
        var cut = Path.Combine(folder, "cut.archive");
        var bytes = await File.ReadAllBytesAsync(archive);
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length / 2)]);
        (await ImportAsync(target, cut)).RefusedWith("cannot be used");
        await AssertRefusedAsync(target, await File.ReadAllBytesAsync(all), "ARCHIVE_OF_A_STORE");
        await AssertRefusedAsync(target, [1, 2, 3], "ARCHIVE_UNUSABLE");
        await AssertNotThereAsync(origin, target);

        await using var stranger = await ServerProcess.StartDemoAsync(Operator);
        (await ImportAsync(stranger, archive)).RefusedWith("another token pepper");
        (await ImportAsync(target, archive)).Done();
        (await ImportAsync(target, archive)).Done(); // it is there from this archive: nothing to do
        (await ImportAsync(target, await ExportAsync(origin, "later.archive"))).RefusedWith("already");
        (await Program.RunAsync(["import", archive, "--server", address], ("TEAMACCESS_OPERATOR_TOKEN", origin.FirstRun.OwnerToken)))
            .RefusedWith("PermissionDenied");
        (await Program.RunAsync(["import", archive, "--server", address], ("TEAMACCESS_OPERATOR_TOKEN", origin.FirstRun.ScimToken)))
            .RefusedWith("PermissionDenied");
    }

    [Fact]
    public async Task Export_ClientKilledAtAWrite_GoesOnToTheSameMomentOfTheServer()
    {
        await using var origin = await ServerProcess.StartDemoAsync(Operator, NoRate);
        var ledger = await FillAsync(origin, 1600);
        var archive = Path.Combine(folder, "demo.archive");
        string[] command = ["export", "--workspace", "demo", "--server", origin.GrpcAddress.ToString(), "--to", archive];

        var killed = await Program.RunUnderAsync(
            Strace.Around("-e", "trace=pwrite64", "-e", "inject=pwrite64:signal=KILL:when=2"), command, Operator);

        Assert.NotEqual(0, killed.ExitCode);
        var part = new FileInfo(Assert.Single(Directory.GetFiles(folder)));
        Assert.EndsWith(".part", part.Name, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, part.UnixFileMode);
        var begun = part.Length;
        Assert.True(begun > 0);
        using var client = origin.CreateScimClient();
        Assert.Equal(HttpStatusCode.Created, (await ledger.CreateAsync(client)).StatusCode);

        (await Program.RunAsync(command, Operator)).Done();

        Assert.Equal([archive], Directory.GetFiles(folder));
        Assert.Contains(origin.Errors, line => line.Contains($"from byte {begun} on", StringComparison.Ordinal));
        (await Program.RunAsync(["verify", archive])).Done();
        await using var target = await StartTargetAsync(origin);
        (await ImportAsync(target, archive)).Done();
        Assert.Equal(1, await CountAsync(origin, origin) - await CountAsync(origin, target)); // the one made meanwhile
    }

    [Fact]
    public async Task Export_TheServerHoldsNoLonger_IsBegunAnew()
    {
        await using var origin = await ServerProcess.StartDemoAsync(Operator);
        var archive = Path.Combine(folder, "demo.archive");
        await File.WriteAllTextAsync($"{archive}.AAAAAAAAAAAAAAAAAAAAAA.part", "what is no archive");

        var done = (await Program.RunAsync(
            ["export", "--workspace", "demo", "--server", origin.GrpcAddress.ToString(), "--to", archive], Operator)).Done();

        Assert.Contains("no longer holds", done.Errors, StringComparison.Ordinal);
        Assert.Equal([archive], Directory.GetFiles(folder));
        (await Program.RunAsync(["verify", archive])).Done();
    }

    private static async Task<Ledger> FillAsync(ServerProcess server, int writes)
    {
        var ledger = new Ledger();
        using var stop = new CancellationTokenSource();
        var writers = ledger.WriteAsync(server, writers: 8, stop.Token);
        await ledger.WaitForWritesAsync(writes);
        await stop.CancelAsync();
        await writers;
        return ledger;
    }

    private static Task<Program> ImportAsync(ServerProcess target, string archive) =>
        Program.RunAsync(["import", archive, "--server", target.GrpcAddress.ToString()], Operator);

    private static async Task<string> CreateWorkspaceAsync(ServerProcess target, string id)
    {
        using var channel = GrpcChannel.ForAddress(target.GrpcAddress);
        var made = await new WorkspaceService.WorkspaceServiceClient(channel).CreateWorkspaceAsync(
            new CreateWorkspaceRequest { WorkspaceId = id, DisplayName = id, OwnerUserName = "eve" },
            ServerProcess.Headers(OperatorToken));
        return made.OwnerToken;
    }

    // Another workspace's owner, who notices nothing.
    private static async Task ReadAsync(ServerProcess target, string token)
    {
        using var channel = GrpcChannel.ForAddress(target.GrpcAddress);
        var members = new MemberService.MemberServiceClient(channel);
        for (var number = 0; number < 100; number++)
        {
            var listed = await members.ListMembersAsync(new ListMembersRequest(), ServerProcess.Headers(token));
            Assert.Single(listed.Members);
            await Task.Delay(10);
        }
    }

    private static async Task AssertNotThereAsync(ServerProcess origin, ServerProcess target)
    {
        using var channel = GrpcChannel.ForAddress(target.GrpcAddress);
        var workspaces = new WorkspaceService.WorkspaceServiceClient(channel);
        var missing = await Assert.ThrowsAsync<RpcException>(async () => await workspaces.GetWorkspaceAsync(
            new GetWorkspaceRequest { Workspace = "demo" }, ServerProcess.Headers(OperatorToken)));
        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
        using var client = ClientOf(origin, target);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("Users")).StatusCode);
    }

    private static async Task AssertRefusedAsync(ServerProcess target, byte[] archive, string reason)
    {
        using var channel = GrpcChannel.ForAddress(target.GrpcAddress);
        using var call = new ArchiveService.ArchiveServiceClient(channel).ImportArchive(ServerProcess.Headers(OperatorToken));
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal(ImportPhase.Check, call.ResponseStream.Current.Phase);
        await call.RequestStream.WriteAsync(new ImportArchiveRequest { Content = ByteString.CopyFrom(archive), Last = true });
        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(reason, refused.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason);
    }

    private static async Task AssertSameAsync(Ledger ledger, ServerProcess origin, ServerProcess target)
    {
        Assert.Empty(ledger.Wrong);
        Assert.Equal(await CountAsync(origin, origin), await CountAsync(origin, target));
        using var client = ClientOf(origin, target);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"Users/{ledger.AnId}")).StatusCode);
        using var channel = GrpcChannel.ForAddress(target.GrpcAddress);
        var chain = await new AuditService.AuditServiceClient(channel).VerifyChainAsync(new VerifyChainRequest(), origin.OwnerHeaders);
        Assert.True(chain.Intact);
    }

    private static async Task<int> CountAsync(ServerProcess origin, ServerProcess server)
    {
        using var client = ClientOf(origin, server);
        using var answer = await client.GetAsync("Users?count=0");
        using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("totalResults").GetInt32();
    }

    private static HttpClient ClientOf(ServerProcess origin, ServerProcess server)
    {
        var client = new HttpClient { BaseAddress = new Uri(server.HttpAddress, "scim/v2/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", origin.FirstRun.ScimToken);
        return client;
    }

    private async Task<string> ExportAsync(ServerProcess origin, string name = "demo.archive")
    {
        var archive = Path.Combine(folder, name);
        (await Program.RunAsync(
            ["export", "--workspace", "demo", "--server", origin.GrpcAddress.ToString(), "--to", archive], Operator)).Done();
        return archive;
    }

    private async Task<ServerProcess> StartTargetAsync(ServerProcess origin)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName())).FullName;
        File.Copy(Path.Combine(origin.Data, "token-pepper.key"), Path.Combine(data, "token-pepper.key"));
        var target = ServerProcess.Launch(data, [], Operator, NoRate);
        await target.WaitUntilReadyAsync();
        return target;
    }
}
