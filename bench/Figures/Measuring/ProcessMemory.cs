using System.Globalization;

namespace TeamAccess.Figures.Measuring;

/// <summary>Watches how much of a process is resident.</summary>
internal sealed class ProcessMemory : IAsyncDisposable
{
    private const double KibInMib = 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource stopping = new();
    private readonly string status;
    private readonly Task watching;
    private double peak;

    public ProcessMemory(int process)
    {
        status = $"/proc/{process}/status";
        watching = WatchAsync();
    }

    /// <summary>In MiB.</summary>
    public double Now => Read("VmRSS:");

    /// <summary>The most since the process began, as the kernel has seen it; in MiB.</summary>
    public double PeakEver => Read("VmHWM:");

    /// <summary>The most that was seen since the last call; in MiB.</summary>
    public double TakePeak() => Interlocked.Exchange(ref peak, 0);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            var now = Now;
            if (now > Volatile.Read(ref peak))
            {
                Interlocked.Exchange(ref peak, now);
            }

            await Task.Delay(Interval, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private double Read(string name)
    {
        try
        {
            var line = File.ReadLines(status).First(line => line.StartsWith(name, StringComparison.Ordinal));
            return int.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / KibInMib;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return 0; // it has ended
        }
    }
}
