using System.Diagnostics;
using System.Globalization;

namespace TeamAccess.TestKit.Processes;

/// <summary>
/// strace on a running process: what it writes down, and the faults that it puts in place of system calls, last until
/// this is disposed of.
/// </summary>
public sealed class Strace : IAsyncDisposable
{
    private const string Missing =
        "strace cannot be used here, and this test is nothing without it. Install it (apt-get install strace); "
        + "in a container, allow it to trace (docker run --cap-add SYS_PTRACE). It said: ";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly string file;

    private Strace(Process process, string file) => (this.process, this.file) = (process, file);

    /// <summary>
    /// Attaches to all threads of a process, those to come as well, and returns once it is in force.
    /// </summary>
    /// <param name="arguments">As <c>strace</c> takes them: <c>-e</c>, <c>trace=fsync</c>, …</param>
    public static async Task<Strace> AttachAsync(int processId, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), "teamaccess-strace-" + Path.GetRandomFileName());
        string[] all = ["-f", "-o", file, "-p", processId.ToString(CultureInfo.InvariantCulture), .. arguments];
        var process = Start(all);
        using var limit = new CancellationTokenSource(Limit);
        var said = "";
        while (await process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            said += line + "\n";
            if (line.Contains("attached", StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None); // so that it never waits for a reader
                return new Strace(process, file);
            }
        }

        process.Dispose();
        File.Delete(file);
        throw new InvalidOperationException(Missing + said);
    }

    /// <summary>The beginning of a command line that runs a program with faults, the program being the process.</summary>
    public static string[] Around(params string[] arguments)
    {
        using var probe = Start(["-V"]);
        probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return ["strace", "-D", "-f", "-qq", "-o", "/dev/null", .. arguments];
    }

    /// <summary>Lets go of the process and returns the lines written down, in the order of their beginnings.</summary>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        if (!process.HasExited)
        {
            using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await interrupt.WaitForExitAsync();
            using var limit = new CancellationTokenSource(Limit);
            await process.WaitForExitAsync(limit.Token);
        }

        return await File.ReadAllLinesAsync(file);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
        File.Delete(file);
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("strace", arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException(Missing + missing.Message, missing);
        }
    }
}
