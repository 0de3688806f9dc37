using System.Diagnostics;
using System.Globalization;
using TeamAccess.Admin.V1;
using TeamAccess.Figures.Measuring;
using TeamAccess.Figures.Seeding;
using TeamAccess.TestKit.Postgres;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures.Entra;

/// <summary>A large directory under a provider's cycle and the product's checks at once, on either engine.</summary>
internal static class DirectoryFigures
{
    private const int Workers = 8;
    private const int Checkers = 4;

    private static readonly SeedSize Small = new(20_000, 1_000, 20_000);
    private static readonly SeedSize Full = new(100_000, 5_000, 100_000);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync(string[] arguments)
    {
        var size = arguments.Contains("--full") ? Full : Small;
        if (!arguments.Contains("postgres"))
        {
            await RunAsync(size, postgres: null);
        }

        if (!arguments.Contains("litedb"))
        {
            await using var cluster = await PostgresCluster.StartAsync(durable: true);
            await RunAsync(size, await cluster.CreateSchemaAsync());
        }
    }

    private static async Task RunAsync(SeedSize size, string? postgres)
    {
        var name = postgres is null ? "the embedded engine" : "PostgreSQL";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {size.Members:N0} members, {size.Groups:N0} groups. Load average {Machine.LoadAverage}."));
        var (server, directory) = await SeededServer.StartAsync(size, postgres);
        await using var running = server;
        await using var memory = new ProcessMemory(server.Id);
        using var http = server.CreateScimClient();
        using var channel = server.CreateChannel();
        var access = new AccessService.AccessServiceClient(channel);
        var (times, checks) = (new EntraTimes(), new Latencies());
        var entra = new EntraClient(http, times);
        var workers = Enumerable.Range(0, Workers)
            .Select(seed => new EntraWorker(entra, access, server.OwnerHeaders, directory, seed))
            .ToList();

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
        [
            .. workers.Select(worker => Task.Run(() => RepeatAsync(clock, worker.StepAsync))),
            .. Enumerable.Range(0, Checkers).Select(seed => Task.Run(() => CheckAsync(clock, checks, access, server, directory, seed))),
        ]);
        var seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{times.Count / seconds:N0} requests/s by {Workers} workers, {checks.Count / seconds:N0} checks/s beside them, {times.Errors + checks.Errors} errors"));
        times.Print();
        Console.WriteLine($"    check: {checks}");
        var verified = await new AuditService.AuditServiceClient(channel).VerifyChainAsync(new VerifyChainRequest(), server.OwnerHeaders);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"allowed after a deactivation: {workers.Sum(worker => worker.AllowedAfterwards)}; chain intact: {verified.Intact}; the server was resident with at most {memory.PeakEver:F0} MiB. Load average {Machine.LoadAverage}."));
    }

    private static Task CheckAsync(
        Stopwatch clock,
        Latencies checks,
        AccessService.AccessServiceClient access,
        ServerProcess server,
        SeededDirectory directory,
        int seed)
    {
        var random = new Random(seed);
        return RepeatAsync(clock, async () =>
        {
            var question = new CheckRequest { Member = directory.Members[random.Next(directory.Members.Length)], Permission = "resources.use" };
            await checks.MeasureAsync(async () => await access.CheckAsync(question, server.OwnerHeaders));
            await Task.Delay(BetweenChecks);
        });
    }

    private static async Task RepeatAsync(Stopwatch clock, Func<Task> step)
    {
        while (clock.Elapsed < Duration)
        {
            await step();
        }
    }
}
