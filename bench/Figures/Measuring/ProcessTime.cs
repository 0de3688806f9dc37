using System.Diagnostics;
using System.Globalization;

namespace TeamAccess.Figures.Measuring;

/// <summary>The processor time of a process for each of its requests, which other work on the machine hardly moves.</summary>
internal sealed class ProcessTime(int process)
{
    private double milliseconds;
    private double requests;

    /// <param name="load">Answers requests per second.</param>
    public async Task<double> OfAsync(Func<Task<double>> load)
    {
        var (before, clock) = (Read(), Stopwatch.StartNew());
        var rate = await load();
        milliseconds += Read() - before;
        requests += rate * clock.Elapsed.TotalSeconds;
        return rate;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{1000 * milliseconds / Math.Max(requests, 1):F0} µs");

    private double Read()
    {
        using var running = Process.GetProcessById(process);
        return running.TotalProcessorTime.TotalMilliseconds;
    }
}
