using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Grpc.Core;

namespace TeamAccess.Figures.Measuring;

/// <summary>How long requests of one kind took, from any thread.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentBag<double> milliseconds = [];
    private int errors;

    public int Count => milliseconds.Count;

    public int Errors => errors;

    public async Task MeasureAsync(Func<Task> request)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await request();
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (Exception e) when (e is HttpRequestException or RpcException or TaskCanceledException)
        {
            Interlocked.Increment(ref errors);
        }
    }

    public override string ToString()
    {
        var sorted = milliseconds.Order().ToArray();
        return sorted.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"none, {errors} errors")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{sorted.Length:N0}, p50 {At(sorted, 0.5):F1} ms, p99 {At(sorted, 0.99):F1} ms, longest {sorted[^1]:F0} ms, {errors} errors");
    }

    private static double At(double[] sorted, double part) => sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)];
}
