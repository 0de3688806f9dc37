using System.Diagnostics;

namespace TeamAccess.Figures;

/// <summary>Callers that each send the next request when the last one is answered.</summary>
internal static class Load
{
    /// <param name="request">Given the caller's number and the request's number of that caller.</param>
    /// <returns>Requests per second.</returns>
    public static async Task<double> RunAsync(int callers, TimeSpan duration, Func<int, int, Task> request)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var count = 0;
            for (; clock.Elapsed < duration; count++)
            {
                await request(caller, count);
            }

            return count;
        })));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Runs each of <paramref name="items"/> once.</summary>
    public static Task EachAsync<T>(int callers, IEnumerable<T> items, Func<T, Task> request) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = callers }, async (item, _) => await request(item));
}
