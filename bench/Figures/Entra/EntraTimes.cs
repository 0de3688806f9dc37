using System.Collections.Concurrent;
using System.Globalization;
using TeamAccess.Figures.Measuring;

namespace TeamAccess.Figures.Entra;

/// <summary>The times of each kind of request.</summary>
internal sealed class EntraTimes
{
    private readonly ConcurrentDictionary<string, Latencies> kinds = new(StringComparer.Ordinal);

    public int Count => kinds.Values.Sum(kind => kind.Count);

    public int Errors => kinds.Values.Sum(kind => kind.Errors);

    public Task MeasureAsync(string kind, Func<Task> request) => kinds.GetOrAdd(kind, _ => new Latencies()).MeasureAsync(request);

    public void Print()
    {
        foreach (var (kind, latencies) in kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {kind}: {latencies}"));
        }
    }
}
