using System.Diagnostics;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Archives;

/// <summary>One run of the program to its end.</summary>
internal sealed record Program(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Task<Program> RunAsync(string[] arguments, params (string Name, string Value)[] settings) =>
        RunUnderAsync([], arguments, settings);

    /// <summary>The same under another command, such as strace.</summary>
    public static async Task<Program> RunUnderAsync(
        string[] wrapper, string[] arguments, params (string Name, string Value)[] settings)
    {
        using var process = StartUnder(wrapper, arguments, settings);
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new Program(process.ExitCode, await output, await errors);
    }

    public static Process Start(string[] arguments, params (string Name, string Value)[] settings) =>
        StartUnder([], arguments, settings);

    private static Process StartUnder(string[] wrapper, string[] arguments, (string Name, string Value)[] settings)
    {
        string[] command = [.. wrapper, "dotnet", Path.Combine(ServerProcess.Folder, "TeamAccess.Server.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }

    /// <summary>Requires that it was done.</summary>
    public Program Done()
    {
        Assert.True(ExitCode == 0, $"{Errors}\n{Output}");
        return this;
    }

    public void RefusedWith(string words)
    {
        Assert.Equal(1, ExitCode);
        Assert.Contains(words, Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
    }
}
