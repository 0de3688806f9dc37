using System.Diagnostics;
using System.Net.Http.Json;
using Google.Protobuf;
using TeamAccess.Admin.V1;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Retention;

/// <summary>The script of <c>docs/audit.md</c>, on what a server exports.</summary>
public sealed class OfflineVerificationTests
{
    private const string EventLine = "events.jsonl";

    [FactWhere("python3", "-c", "import shutil; exit(shutil.which('openssl') is None)")]
    public async Task Script_AnExportAndItsCheckpoint_AreVerifiedWithoutTheServer()
    {
        var folder = Directory.CreateTempSubdirectory("teamaccess-").FullName;
        await ExportAsync(folder);
        var events = await File.ReadAllLinesAsync(Path.Combine(folder, EventLine));

        var whole = await RunAsync(folder, events);
        var altered = await RunAsync(folder, [.. events[..2], events[2].Replace("\"requestId\": \"", "\"requestId\": \"x", StringComparison.Ordinal), .. events[3..]]);
        var gap = await RunAsync(folder, [.. events[..2], .. events[3..]]);
        var cut = await RunAsync(folder, events[..^1]);
        var late = await RunAsync(folder, events[1..]);

        Assert.Equal((0, true), (whole.Code, whole.Output.StartsWith("ok: events 1 to ", StringComparison.Ordinal)));
        Assert.Equal((1, true), (altered.Code, altered.Output.Contains("Event 3 was altered", StringComparison.Ordinal)));
        Assert.Equal((1, true), (gap.Code, gap.Output.Contains("Event 3 is missing", StringComparison.Ordinal)));
        Assert.Equal((1, true), (cut.Code, cut.Output.Contains("the end is missing", StringComparison.Ordinal)));
        Assert.Equal((1, true), (late.Code, late.Output.Contains("no checkpoint", StringComparison.Ordinal)));

        var checkpoint = Path.Combine(folder, "checkpoints.jsonl");
        var line = await File.ReadAllTextAsync(checkpoint);
        await File.WriteAllTextAsync(checkpoint, line.Replace("eyJwdXJwb3NlIjoi", "eyJwdXJwb3NlIjog", StringComparison.Ordinal));
        var forged = await RunAsync(folder, events);
        Assert.Equal((1, true), (forged.Code, forged.Output.Contains("signature is not good", StringComparison.Ordinal)));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task ExportAsync(string folder)
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using (var scim = server.CreateScimClient())
        {
            using var created = await scim.PostAsJsonAsync("Users", new { userName = "ann@demo.test" });
            using var removed = await scim.DeleteAsync(created.Headers.Location);
            removed.EnsureSuccessStatusCode();
        }

        using var channel = server.CreateChannel();
        var audit = new AuditService.AuditServiceClient(channel);
        var answer = await audit.GetCheckpointAsync(new GetCheckpointRequest(), server.OwnerHeaders);
        var events = await audit.QueryAuditEventsAsync(new QueryAuditEventsRequest { PageSize = 200 }, server.OwnerHeaders);
        Assert.Empty(events.NextPageToken);

        await File.WriteAllTextAsync(Path.Combine(folder, "keys.pem"), string.Concat(answer.Keys.Select(key => key.Pem)));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "checkpoints.jsonl"), $$"""{"jws":"{{answer.Checkpoint.Jws}}"}""" + "\n");
        await File.WriteAllLinesAsync(
            Path.Combine(folder, EventLine), events.AuditEvents.Select(each => JsonFormatter.Default.Format(each)));
    }

    private static async Task<(int Code, string Output)> RunAsync(string folder, string[] events)
    {
        await File.WriteAllLinesAsync(Path.Combine(folder, EventLine), events);
        using var script = Process.Start(new ProcessStartInfo(
            "python3",
            [Path.Combine(AppContext.BaseDirectory, "Audit", "verify_audit.py"), "keys.pem", "checkpoints.jsonl", EventLine])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
        var output = script.StandardOutput.ReadToEndAsync();
        var errors = script.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await script.WaitForExitAsync(limit.Token);
        return (script.ExitCode, await output + await errors);
    }
}
