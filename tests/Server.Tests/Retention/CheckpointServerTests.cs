using System.Net.Http.Json;
using System.Text.Json;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Retention;

/// <summary>Checkpoints as an operator sets them up.</summary>
public sealed class CheckpointServerTests
{
    // The first jobs run within a fifth of it.
    private static readonly (string, string) Soon = ("TEAMACCESS_LEASE_SECONDS", "5");

    [Fact]
    public async Task Checkpoints_OfARunningServer_AreInTheFile_AndAnOlderDatabaseIsSeen()
    {
        var outside = Directory.CreateTempSubdirectory("teamaccess-");
        var file = Path.Combine(outside.FullName, "checkpoints.jsonl");
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_AUDIT_CHECKPOINTS", file), Soon);
        Assert.Equal(0, await server.TerminateAsync());
        foreach (var name in (string[])["teamaccess.db", "teamaccess.log"])
        {
            File.Copy(Path.Combine(server.Data, name), Path.Combine(outside.FullName, name));
        }

        await server.RestartAsync();
        using (var scim = server.CreateScimClient())
        {
            (await scim.PostAsJsonAsync("Users", new { userName = "ann@demo.test" })).EnsureSuccessStatusCode();
        }

        Assert.Equal(0, await server.TerminateAsync());
        File.Delete(file);
        await server.RestartAsync();
        var line = await ReadLineAsync(file);
        using (var channel = server.CreateChannel())
        {
            var audit = new AuditService.AuditServiceClient(channel);
            var verified = await audit.VerifyChainAsync(
                new VerifyChainRequest { Checkpoints = { line.GetProperty("jws").GetString() } }, server.OwnerHeaders);
            Assert.True(verified.Intact, verified.Problem.ToString());
            Assert.True(verified.Checkpoints > 0);
        }

        Assert.Equal("demo", line.GetProperty("workspace").GetString());
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(server.Data, "checkpoint-key.pem")));

        Assert.Equal(0, await server.TerminateAsync());
        foreach (var name in (string[])["teamaccess.db", "teamaccess.log"])
        {
            File.Copy(Path.Combine(outside.FullName, name), Path.Combine(server.Data, name), overwrite: true);
        }

        await server.RestartAsync();
        using (var channel = server.CreateChannel())
        {
            var verified = await new AuditService.AuditServiceClient(channel).VerifyChainAsync(
                new VerifyChainRequest(), server.OwnerHeaders);
            Assert.Equal(ChainProblem.CheckpointBeyondEnd, verified.Problem);
        }

        outside.Delete(recursive: true);
    }

    [Fact]
    public async Task Checkpoints_OnADiskThatDoesNotFlush_AreReportedAsNotWritten()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("teamaccess-").FullName, "checkpoints.jsonl");
        await File.WriteAllTextAsync(file, "");
        await using var server = ServerProcess.LaunchUnder(
            Strace.Around("-P", file, "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO"),
            Directory.CreateTempSubdirectory("teamaccess-").FullName,
            ["--demo"],
            ("TEAMACCESS_AUDIT_CHECKPOINTS", file),
            ("TEAMACCESS_AUDIT_CHECKPOINT_MINUTES", "0.02"), // the first may come before there is a workspace
            Soon);

        await server.WaitUntilReadyAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!server.Errors.Any(line => line.Contains("audit-checkpoints failed", StringComparison.Ordinal)))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    [Theory]
    [InlineData("--audit-days", "many")]
    [InlineData("--audit-checkpoint-minutes", "0")]
    [InlineData("--audit-checkpoint-minutes", "0.01")]
    [InlineData("--lease-seconds", "4")]
    [InlineData("--postgres-timeout-seconds", "2")]
    [InlineData("--audit-checkpoints", "/nowhere/at/all")]
    [InlineData("--checkpoint-key-file", "/nowhere.pem")]
    [InlineData("--tombstone-days", "-1")]
    [InlineData("--ended-credential-days", "99999999999")]
    public async Task Start_UnusableOption_SaysWhichAndExitsWithOne(string name, string value)
    {
        await using var server = ServerProcess.Launch(
            Directory.CreateTempSubdirectory("teamaccess-").FullName, [name, value]);

        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.Contains(server.Errors, line => line.Contains("TEAMACCESS_" + name[2..].Replace('-', '_').ToUpperInvariant(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_KeyFileIsDamaged_SaysSoWithoutRepeatingIt()
    {
        var data = Directory.CreateTempSubdirectory("teamaccess-").FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "checkpoint-key.pem"), "s3cret");
        await using var server = ServerProcess.Launch(data, []);

        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.Contains(server.Errors, line => line.Contains("checkpoint-key.pem", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Errors, line => line.Contains("s3cret", StringComparison.Ordinal));
    }

    // The first checkpoints are made some seconds behind the start; what the server writes is the only sign of it.
    private static async Task<JsonElement> ReadLineAsync(string file)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!File.Exists(file) || (await File.ReadAllLinesAsync(file, limit.Token)).Length == 0)
        {
            await Task.Delay(100, limit.Token);
        }

        return JsonDocument.Parse((await File.ReadAllLinesAsync(file, limit.Token))[0]).RootElement;
    }
}
