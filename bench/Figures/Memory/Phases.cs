using System.Diagnostics;
using System.Globalization;
using TeamAccess.Figures.Measuring;
using TeamAccess.Figures.Seeding;

namespace TeamAccess.Figures.Memory;

/// <summary>One long read after another, each beside a steady trickle of short requests whose times are taken.</summary>
internal sealed class Phases(ProcessMemory memory, ScimLoad scim, SeededDirectory directory)
{
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(50);

    /// <param name="scan">Answers how many rows it read.</param>
    public async Task RunAsync(string name, Func<Task<long>> scan)
    {
        var (reads, writes) = (new Latencies(), new Latencies());
        using var stopping = new CancellationTokenSource();
        memory.TakePeak();
        Task[] trickles =
        [
            TrickleAsync(reads, BetweenReads, n => n % 2 == 0 ? scim.GetAsync($"Users/{Pick(n)}") : scim.FindAsync(NameOf(n)), stopping.Token),
            TrickleAsync(writes, BetweenWrites, n => scim.RetitleAsync(Pick(n), $"Title {n}"), stopping.Token),
        ];
        var clock = Stopwatch.StartNew();
        var rows = await scan();
        var seconds = clock.Elapsed.TotalSeconds;
        await stopping.CancelAsync();
        await Task.WhenAll(trickles);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {rows:N0} rows in {seconds:F1} s, resident at most {memory.TakePeak():F0} MiB"));
        Console.WriteLine($"    reads by id and by name meanwhile: {reads}");
        Console.WriteLine($"    changes of one user meanwhile: {writes}");
    }

    private string Pick(int n) => directory.Members[NumberOf(n)];

    private string NameOf(int n) => People.UserNameOf(NumberOf(n));

    private int NumberOf(int n) => (int)((n * 7919L) % directory.Members.Length);

    private static async Task TrickleAsync(
        Latencies latencies, TimeSpan interval, Func<int, Task> request, CancellationToken cancellationToken)
    {
        for (var n = 0; !cancellationToken.IsCancellationRequested; n++)
        {
            await latencies.MeasureAsync(() => request(n));
            await Task.Delay(interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
