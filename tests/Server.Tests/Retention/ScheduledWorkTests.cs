using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Storage;
using TeamAccess.Server.Retention;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Server.Tests.Retention;

public sealed class ScheduledWorkTests : IAsyncDisposable
{
    private static readonly LeaseTimes Times = new(TimeSpan.FromMinutes(5));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryStore store;
    private readonly List<ScheduledWork> nodes = [];
    private readonly Lines lines = new();

    public ScheduledWorkTests() => store = new MemoryStore { Time = clock };

    [Fact]
    public async Task TwoNodes_OneDoesTheWork_AndTheOtherTakesOverWhenItStops()
    {
        var (one, two) = (new Job(), new Job());
        var (first, second) = (Start(one), Start(two));
        await UntilAsync(() => one.Runs + two.Runs > 0);
        await PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(1, one.Runs + two.Runs);

        await PassAsync(TimeSpan.FromMinutes(90));
        var (worker, waiting, leader) = one.Runs > 0 ? (one, two, first) : (two, one, second);
        Assert.Equal(0, waiting.Runs);
        Assert.InRange(worker.Runs, 2, 3);

        await leader.StopAsync(CancellationToken.None);
        var before = worker.Runs;
        await UntilAsync(() => waiting.Runs > 0);
        Assert.Equal(before, worker.Runs);
    }

    [Fact]
    public async Task Node_ThatDied_IsReplacedWhenItsLeaseIsOver()
    {
        await store.CommitAsync(
            async unit => Outcome.Keep(await unit.Leases.TryTakeAsync(
                ScheduledWork.LeaseName, "dead", Times.Length, CancellationToken.None)),
            CancellationToken.None);
        var job = new Job();
        Start(job);

        await PassAsync(Times.Length - Times.Beat);
        Assert.Equal(0, job.Runs);

        await UntilAsync(() => job.Runs > 0);
    }

    [Fact]
    public async Task Lease_TakenAwayWhileAJobRuns_EndsTheJob()
    {
        var job = new Job { WaitsForCancellation = true };
        Start(job);
        await UntilAsync(() => job.Runs > 0);

        await store.CommitAsync(
            async unit =>
            {
                var taken = await unit.Leases.TryTakeAsync(
                    ScheduledWork.LeaseName, job.Holder, TimeSpan.FromDays(1), CancellationToken.None);
                return Outcome.Keep(taken);
            },
            CancellationToken.None);

        await UntilAsync(() => job.WasCancelled);
    }

    [Fact]
    public async Task Lease_NotRenewedForItsLength_EndsTheJob_AndNotBefore()
    {
        var job = new Job { WaitsForCancellation = true };
        Start(job);
        await UntilAsync(() => job.Runs > 0);

        store.Trouble = new StoreUnavailableException("The store is away.");
        await PassAsync(Times.Length - Times.Beat - TimeSpan.FromSeconds(30));
        Assert.False(job.WasCancelled);

        await UntilAsync(() => job.WasCancelled);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(StoreUnavailableException))]
    public async Task JobThatFails_IsTriedAgain_TheOthersRun_AndTheLogHoldsNoMessage(Type kind)
    {
        var failing = new Job { Trouble = (Exception)Activator.CreateInstance(kind, "marker@acme.test")! };
        var other = new Job();
        Start(failing, other);

        await UntilAsync(() => failing.Runs > 1 && other.Runs > 0);

        Assert.Contains(lines.Written, line => line.Contains(kind.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(lines.Written, line => line.Contains("marker", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.StopAsync(CancellationToken.None);
            node.Dispose();
        }
    }

    private ScheduledWork Start(params Job[] jobs)
    {
        var node = new ScheduledWork(
            store, jobs, Times, clock, LoggerFactory.Create(log => log.AddProvider(lines)).CreateLogger<ScheduledWork>());
        nodes.Add(node);
        _ = node.StartAsync(CancellationToken.None);
        return node;
    }

    /// <summary>Lets time pass in steps that nobody who waits could sleep through.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(30))
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(5);
        }
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(5, limit.Token);
        }
    }

    private sealed class Job : IScheduledJob
    {
        private int runs;

        public string Name => "test";

        public TimeSpan Every => TimeSpan.FromHours(1);

        public int Runs => Volatile.Read(ref runs);

        public bool WaitsForCancellation { get; init; }

        public bool WasCancelled { get; private set; }

        public Exception? Trouble { get; init; }

        /// <summary>Who has the lease.</summary>
        public string Holder { get; private set; } = "";

        public async Task RunAsync(WorkTurn turn, CancellationToken cancellationToken)
        {
            Holder = turn.Lease.Holder;
            Interlocked.Increment(ref runs);
            if (Trouble is { } trouble)
            {
                throw trouble;
            }

            if (WaitsForCancellation)
            {
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                }
                finally
                {
                    WasCancelled = true;
                }
            }
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Written { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
