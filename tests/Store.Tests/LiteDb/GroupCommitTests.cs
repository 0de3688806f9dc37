using LiteDB;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.PowerCut;
using static TeamAccess.Store.Tests.LiteDb.EngineFixture;

namespace TeamAccess.Store.Tests.LiteDb;

public sealed class GroupCommitTests
{
    private readonly RecordingDirectory directory = new();

    [Fact]
    public async Task Write_64Writers_KeepsAllWithFarFewerFlushes()
    {
        await using var engine = await StartAsync(directory);
        var before = directory.FlushesOf(DatabaseFiles.LogName);

        await Parallel.ForAsync(0, 64, async (writer, _) =>
        {
            for (var number = 0; number < 20; number++)
            {
                await engine.InsertAsync(writer * 20 + number);
            }
        });

        Assert.Equal(string.Join(' ', Enumerable.Range(0, 1280)), await engine.IdsAsync());
        Assert.InRange(directory.FlushesOf(DatabaseFiles.LogName) - before, 1, 1280);
    }

    [Fact]
    public async Task Write_QueuedTogether_OneFlushAnswersAll()
    {
        await using var engine = await StartAsync(directory);
        await engine.InsertAsync(0);
        var before = directory.FlushesOf(DatabaseFiles.LogName);

        await engine.TogetherAsync(() => [.. Enumerable.Range(1, 64).Select(id => engine.InsertAsync(id))]);

        Assert.Equal(1, directory.FlushesOf(DatabaseFiles.LogName) - before);
    }

    [Fact]
    public async Task Write_AtTheMomentOfTheAnswer_EveryLogWriteIsFlushed()
    {
        await using var engine = await StartAsync(directory);
        var unflushed = new List<int>();

        for (var id = 0; id < 20; id++)
        {
            await engine.InsertAsync(id, onCommitted: () => unflushed.Add(UnflushedLogWrites()));
        }

        Assert.Equal(20, unflushed.Count);
        Assert.All(unflushed, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task Write_AnsweredBesideARefusal_IsOnTheDiskAtThatMoment()
    {
        await using var engine = await StartAsync(directory);
        var atAnswer = new List<(int Id, IReadOnlyDictionary<string, byte[]> Disk)>();

        for (var id = 0; id < 3; id++)
        {
            var number = id;
            await engine.TogetherAsync(() =>
            [
                engine.WriteAsync(RefuseAfterWriting, default), // its rollback writes to the log too
                engine.InsertAsync(number, () => atAnswer.Add((number, DurableNow()))),
            ]);
        }

        foreach (var (id, disk) in atAnswer)
        {
            await using var reopened = await StartAsync(new RecordingDirectory(disk));
            Assert.Equal(string.Join(' ', Enumerable.Range(0, id + 1)), await reopened.IdsAsync());
        }
    }

    [Fact]
    public async Task Checkpoint_AfterARollback_FindsEveryLogWriteFlushed()
    {
        await using var engine = await StartAsync(directory, new EngineOptions { CheckpointPages = 1 });
        var unflushed = new List<int>();
        directory.Before = e => unflushed.AddRange(
            e is DiskEvent.Written { File: DatabaseFiles.DataName } ? [UnflushedLogWrites()] : []);

        await engine.WriteAsync(RefuseAfterWriting, default); // its rollback is not flushed by itself
        await engine.IdsAsync();

        Assert.NotEmpty(unflushed);
        Assert.All(unflushed, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task Write_RefusedAfterItWrote_LeavesNothingAndDisturbsNobody()
    {
        await using var engine = await StartAsync(directory);
        var runs = 0;

        var answers = await engine.TogetherAsync(() =>
        [
            engine.InsertAsync(1),
            engine.WriteAsync(
                database =>
                {
                    runs++;
                    database.GetCollection(Items).Insert(Item(2));
                    return WorkOutcome.Refuse(-1);
                },
                CancellationToken.None),
            engine.InsertAsync(3),
        ]);

        Assert.Equal("1 -1 3", string.Join(' ', answers));
        Assert.Equal("1 3", await engine.IdsAsync());
        Assert.InRange(runs, 1, 3);
    }

    [Fact]
    public async Task Write_ManyRefusalsAmongMany_EachRunsAtMostThreeTimes()
    {
        await using var engine = await StartAsync(directory);
        var runs = new int[64];

        await engine.TogetherAsync(() => [.. Enumerable.Range(0, 64).Select(id => engine.WriteAsync(
            database =>
            {
                runs[id]++;
                database.GetCollection(Items).Insert(Item(id));
                return id % 2 == 0 ? WorkOutcome.Commit(id) : WorkOutcome.Refuse(id);
            },
            CancellationToken.None))]);

        Assert.All(runs, count => Assert.InRange(count, 1, 3));
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 32).Select(half => half * 2)), await engine.IdsAsync());
    }

    [Fact]
    public async Task Write_DuplicateKeyOfOne_FailsOnlyThatOne()
    {
        await using var engine = await StartAsync(directory);

        var tasks = await engine.SettleTogetherAsync(() =>
            [engine.InsertAsync(1), engine.InsertAsync(1), engine.InsertAsync(2)]);

        var failure = Assert.IsType<LiteException>(Assert.Single(tasks, task => task.IsFaulted).Exception?.InnerException);
        Assert.Equal(LiteException.INDEX_DUPLICATE_KEY, failure.ErrorCode);
        Assert.Equal("1 2", await engine.IdsAsync());
        Assert.Equal(EngineState.Serving, engine.Health.State);
    }

    [Fact]
    public async Task Write_DuplicateKeyCaught_MayRefuseButNotCommit()
    {
        await using var engine = await StartAsync(directory);
        await engine.InsertAsync(1);

        Assert.Equal(-1, await engine.WriteAsync(database => InsertTwice(database, WorkOutcome.Refuse(-1)), default));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => engine.WriteAsync(database => InsertTwice(database, WorkOutcome.Commit(-1)), default));

        Assert.Equal("1", await engine.IdsAsync());
    }

    [Fact]
    public async Task Write_BeyondTheBoundOnOperations_TakesSeveralTransactionsAndOneFlush()
    {
        await using var engine = await StartAsync(directory, new EngineOptions { BatchOperations = 10 });
        var before = directory.FlushesOf(DatabaseFiles.LogName);

        await engine.TogetherAsync(() => [.. Enumerable.Range(0, 64).Select(id => engine.InsertAsync(id))]);

        Assert.Equal(1, directory.FlushesOf(DatabaseFiles.LogName) - before);
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 64)), await engine.IdsAsync());
    }

    private static WorkOutcome<int> InsertTwice(ILiteDatabase database, WorkOutcome<int> outcome)
    {
        database.GetCollection(Items).Insert(Item(2));
        Assert.Throws<LiteException>(() => database.GetCollection(Items).Insert(Item(1)));
        return outcome;
    }

    private static WorkOutcome<int> RefuseAfterWriting(ILiteDatabase database)
    {
        database.GetCollection("other").Insert(new BsonDocument { ["text"] = new string('x', 50_000) });
        return WorkOutcome.Refuse(-1);
    }

    private IReadOnlyDictionary<string, byte[]> DurableNow() =>
        DiskModel.After(directory.Image, directory.History).Durable();

    private int UnflushedLogWrites() =>
        directory.History.Reverse()
            .TakeWhile(e => e is not DiskEvent.Flushed { File: DatabaseFiles.LogName })
            .Count(e => e is DiskEvent.Written { File: DatabaseFiles.LogName, IsNote: false });
}
