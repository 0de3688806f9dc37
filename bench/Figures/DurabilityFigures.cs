using System.Diagnostics;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures;

/// <summary>
/// Durable creates beside what the same file system can do: one writer that appends 4 KiB and flushes, again and again. A
/// create alone cannot be faster than that; many at once are, because they share a flush.
/// </summary>
internal static class DurabilityFigures
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        using var http = server.CreateScimClient();
        var scim = new ScimLoad(http);
        var next = 0;
        Task<double> CreateAsync(int callers) => Load.RunAsync(
            callers, Round, (_, _) => scim.CreateUserAsync($"durable.{Interlocked.Increment(ref next)}@figures.test"));

        foreach (var callers in (int[])[1, 8, 64, 256])
        {
            Console.WriteLine(await Duel.RunAsync(
                $"Durable POST /Users by {callers} connections / flushed appends of 4 KiB by 1 writer",
                "writes/s",
                () => CreateAsync(callers),
                () => Task.Run(() => AppendAndFlush(server.Data))));
        }
    }

    // On the file system of the server's data, with nothing else going on.
    private static double AppendAndFlush(string directory)
    {
        var path = Path.Combine(directory, "figures-flush");
        var block = new byte[4096];
        var count = 0;
        var clock = Stopwatch.StartNew();
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            for (; clock.Elapsed < Round; count++)
            {
                RandomAccess.Write(file, block, (long)count * block.Length);
                RandomAccess.FlushToDisk(file);
            }
        }

        File.Delete(path);
        return count / clock.Elapsed.TotalSeconds;
    }
}
