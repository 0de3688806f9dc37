using LiteDB;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.PowerCut;
using static TeamAccess.Store.Tests.LiteDb.EngineFixture;

namespace TeamAccess.Store.Tests.LiteDb;

public sealed class StoreFailureTests
{
    private readonly RecordingDirectory directory = new();
    private readonly FakeTimeProvider time = new();
    private readonly CountingMemory memory = new();

    [Fact]
    public async Task Flush_Fails_WritesStopUntilRestartAndReadsSeeWhatWasAnswered()
    {
        await using (var engine = await StartAsync())
        {
            await engine.InsertAsync(1);
            directory.Before = FailWhen(e => e is DiskEvent.Flushed { File: DatabaseFiles.LogName });

            var unknown = await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.InsertAsync(2));
            directory.Before = null;
            time.Advance(TimeSpan.FromHours(1));
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.InsertAsync(3));

            Assert.True(unknown.OutcomeUnknown);
            Assert.False(refused.OutcomeUnknown);
            Assert.Equal(EngineState.Stopped, engine.Health.State);
            Assert.Equal("1", await engine.IdsAsync());
            Assert.Equal(1, memory.Resets);
        }

        await using var restarted = await StartAsync();
        Assert.StartsWith("1", await restarted.IdsAsync(), StringComparison.Ordinal);
        await restarted.InsertAsync(4);
    }

    [Fact]
    public async Task LogWrite_Fails_ReopensByItselfOnceTheDiskTakesWritesAgain()
    {
        await using var engine = await StartAsync();
        await engine.InsertAsync(1);
        directory.Before = FailWhen(e => e is DiskEvent.Written { File: DatabaseFiles.LogName });

        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.InsertAsync(2));
        Assert.Equal(EngineState.Reopening, engine.Health.State);
        await ReopenAsync(engine, EngineState.Reopening);
        Assert.Equal("1", await engine.IdsAsync());
        directory.Before = null;
        await ReopenAsync(engine, EngineState.Serving);

        await engine.InsertAsync(3);
        Assert.Equal("1 3", await engine.IdsAsync());
        Assert.Equal(3, memory.Resets);
    }

    [Fact]
    public async Task CheckpointWrite_Fails_NothingAnsweredIsLost()
    {
        await using var engine = await StartAsync(new EngineOptions { CheckpointPages = 1 });
        await engine.InsertAsync(1);
        await engine.IdsAsync(); // runs after the checkpoint that follows the answer
        directory.Before = FailWhen(e => e is DiskEvent.Written { File: DatabaseFiles.DataName });

        await engine.InsertAsync(2); // answered before the checkpoint begins
        Assert.Equal("1 2", await engine.IdsAsync());
        Assert.Equal(EngineState.Reopening, engine.Health.State);
        directory.Before = null;
        await ReopenAsync(engine, EngineState.Serving);

        Assert.Equal("1 2", await engine.IdsAsync());
    }

    [Fact]
    public async Task LiteDb_Fails_ReopensAFewTimesThenStaysStopped()
    {
        await using var engine = await StartAsync(new EngineOptions { ReopenAttempts = 2 });
        await engine.InsertAsync(1);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            await FailInsideLiteDbAsync(engine);
            await ReopenAsync(engine, EngineState.Serving);
        }

        await FailInsideLiteDbAsync(engine);
        Assert.Equal(EngineState.Stopped, engine.Health.State);
        Assert.Equal("1", await engine.IdsAsync());
    }

    [Fact]
    public async Task Callback_Throws_CallerIsAnsweredAndTheStoreStartsOver()
    {
        await using var engine = await StartAsync();

        Assert.Equal(1, await engine.InsertAsync(1, onCommitted: () => throw new InvalidOperationException()));
        Assert.NotEqual(0, memory.Resets);
        await engine.IdsAsync();
        Assert.Equal(EngineState.Reopening, engine.Health.State);
        await ReopenAsync(engine, EngineState.Serving);

        Assert.Equal("1", await engine.IdsAsync());
        Assert.Equal(3, memory.Resets);
    }

    [Fact]
    public async Task Flush_TakesLong_HealthSaysStalledUntilItIsDone()
    {
        await using var engine = await StartAsync();
        using var flushing = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        directory.Before = e =>
        {
            if (e is DiskEvent.Flushed { File: DatabaseFiles.LogName })
            {
                flushing.Set();
                release.Wait(TimeSpan.FromMinutes(1));
            }
        };

        var insert = engine.InsertAsync(1);
        flushing.Wait(TimeSpan.FromMinutes(1));
        var atFirst = engine.Health.State;
        time.Advance(TimeSpan.FromSeconds(16));
        var later = engine.Health.State;
        release.Set();
        await insert;
        await engine.IdsAsync();

        Assert.Equal((EngineState.Serving, EngineState.Stalled), (atFirst, later));
        Assert.Equal(EngineState.Serving, engine.Health.State);
    }

    [Fact]
    public async Task Flush_TakesLong_TheStoreIsNotReadyUntilItIsDone()
    {
        await using var lifetime = new LiteDbLifetime(
            () => directory, new LiteDbOptions { Directory = "" }, new EngineOptions(), time, NullLogger<LiteDbLifetime>.Instance);
        await lifetime.StartAsync(CancellationToken.None);
        using var flushing = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        directory.Before = e =>
        {
            if (e is DiskEvent.Flushed { File: DatabaseFiles.LogName })
            {
                flushing.Set();
                release.Wait(TimeSpan.FromMinutes(1));
            }
        };

        var write = new LiteDbStore(lifetime).CommitAsync(
            async unit =>
            {
                await unit.Members.AddAsync(Sample.Member(1), CancellationToken.None);
                return Outcome.Keep(true);
            },
            CancellationToken.None);
        flushing.Wait(TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromSeconds(16));
        var status = lifetime.Status;
        release.Set();

        Assert.True(await write);
        Assert.Equal((StoreState.Stalled, false), (status.State, status.IsReady));
        await new LiteDbStore(lifetime).ReadAsync(
            reader => reader.Members.FindAsync(Sample.Acme, Sample.MemberId(1), CancellationToken.None), CancellationToken.None);
        Assert.True(lifetime.Status.IsReady);
    }

    private static async Task FailInsideLiteDbAsync(EngineThread engine) =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.WriteAsync(
            database =>
            {
                Assert.Throws<LiteException>(() => database.GetCollection(Items).EnsureIndex("$name", "$.x"));
                return WorkOutcome.Refuse(0);
            },
            CancellationToken.None));

    private static Action<DiskEvent> FailWhen(Predicate<DiskEvent> matches) => diskEvent =>
    {
        if (matches(diskEvent))
        {
            throw new IOException("The test's disk refuses.");
        }
    };

    private Task<EngineThread> StartAsync(EngineOptions? options = null) =>
        EngineFixture.StartAsync(directory, options, time, memory);

    // The timer only signals the engine thread; a read queued after the signal is answered after the reopening.
    private async Task ReopenAsync(EngineThread engine, EngineState expected)
    {
        time.Advance(TimeSpan.FromMinutes(1));
        await engine.IdsAsync();
        Assert.Equal(expected, engine.Health.State);
    }
}
