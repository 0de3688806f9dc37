using System.Diagnostics;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

/// <summary>
/// Clients in other languages, with nothing of ours but the protos. <c>test.sh</c> installs what they need.
/// </summary>
public sealed class ForeignClientTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [FactWhere("/usr/bin/python3", "-c", "import grpc, google.protobuf, shutil; exit(shutil.which('protoc') is None)")]
    public Task Python_TellsItsStory() => TellAsync("/usr/bin/python3", "admin_client.py", AppContext.BaseDirectory);

    [FactWhere("node", "-e", "require('node:module').createRequire(process.env.TEAMACCESS_GRPC_CLIENTS + '/package.json')('@grpc/grpc-js')")]
    public Task Node_TellsItsStory() => TellAsync(
        "node", "admin-client.mjs", Environment.GetEnvironmentVariable("TEAMACCESS_GRPC_CLIENTS")!);

    private static async Task TellAsync(string interpreter, string script, string folder)
    {
        await using var server = await ServerProcess.StartDemoAsync();
        var start = new ProcessStartInfo(interpreter)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Clients", script));
        start.ArgumentList.Add(new Uri(server.FirstRun.GrpcAddress).Authority);
        start.ArgumentList.Add(server.FirstRun.OwnerToken);
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "protos"));

        using var client = Process.Start(start)!;
        var output = client.StandardOutput.ReadToEndAsync();
        var errors = client.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        await client.WaitForExitAsync(limit.Token);

        Assert.True(client.ExitCode == 0, await output + await errors);
        Assert.DoesNotContain("\"ok\": false", await output, StringComparison.Ordinal);
        Assert.Contains("VerifyChain", await output, StringComparison.Ordinal);
    }
}

/// <summary>A fact that is skipped, and says why, where a program with these arguments does not succeed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWhereAttribute : FactAttribute
{
    public FactWhereAttribute(string program, params string[] arguments)
    {
        if (!Succeeds(program, arguments))
        {
            Skip = $"{program} is not there, or lacks the gRPC client that test.sh installs.";
        }
    }

    private static bool Succeeds(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            return process is not null && process.WaitForExit(TimeSpan.FromSeconds(30)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
