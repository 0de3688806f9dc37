using LiteDB;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.PowerCut;
using static TeamAccess.Store.Tests.LiteDb.EngineFixture;

namespace TeamAccess.Store.Tests.LiteDb;

public sealed class EngineThreadTests
{
    private readonly RecordingDirectory directory = new();

    [Fact]
    public async Task Write_Answered_IsReadAndSurvivesARestart()
    {
        await using (var first = await StartAsync(directory))
        {
            Assert.Equal(7, await first.InsertAsync(7));
            Assert.Equal("7", await first.IdsAsync());
        }

        await using var second = await StartAsync(directory);
        Assert.Equal("7", await second.IdsAsync());
        Assert.Equal(EngineState.Serving, second.Health.State);
    }

    [Fact]
    public async Task Files_CopiedWhileInUse_OpenWithEverythingAnswered()
    {
        await using var engine = await StartAsync(directory, new EngineOptions { CheckpointPages = 20 });
        for (var id = 0; id < 50; id++)
        {
            await engine.InsertAsync(id);
        }

        await using var copy = await StartAsync(new RecordingDirectory(directory.Contents()));

        Assert.Equal(await engine.IdsAsync(), await copy.IdsAsync());
    }

    [Fact]
    public async Task Log_GrownToItsBound_IsCopiedToTheDataFileAndStartsOver()
    {
        await using var engine = await StartAsync(directory, new EngineOptions { CheckpointPages = 20 });
        for (var id = 0; id < 200; id++)
        {
            await engine.InsertAsync(id);
        }

        Assert.InRange(directory.LengthOf(DatabaseFiles.LogName) ?? 0, 1, LogFormat.FrameOffset(40));
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 200)), await engine.IdsAsync());
    }

    [Fact]
    public async Task Write_CancelledBeforeItStarts_IsNotRun()
    {
        await using var engine = await StartAsync(directory);
        using var cancellation = new CancellationTokenSource();
        var ran = false;

        var tasks = await engine.SettleTogetherAsync(() =>
        {
            var task = engine.WriteAsync(_ => { ran = true; return WorkOutcome.Commit(1); }, cancellation.Token);
            cancellation.Cancel();
            return [task, engine.InsertAsync(2)];
        });

        Assert.True(tasks[0].IsCanceled);
        Assert.False(ran);
        Assert.Equal("2", await engine.IdsAsync());
    }

    [Fact]
    public async Task Write_CancelledOnceStarted_IsAnswered()
    {
        await using var engine = await StartAsync(directory);
        using var cancellation = new CancellationTokenSource();

        var answer = await engine.WriteAsync(
            database =>
            {
                cancellation.Cancel();
                database.GetCollection(Items).Insert(Item(1));
                return WorkOutcome.Commit(1);
            },
            cancellation.Token);

        Assert.Equal(1, answer);
        Assert.Equal("1", await engine.IdsAsync());
    }

    [Fact]
    public async Task Queue_Full_RefusesAtOnceAndTakesMoreWhenThereIsPlace()
    {
        await using var engine = await StartAsync(directory, new EngineOptions { QueueCapacity = 3 });

        var answers = await engine.SettleTogetherAsync(
            () => Enumerable.Range(0, 5).Select(id => engine.InsertAsync(id)).ToList());

        Assert.All(answers[..3], answer => Assert.True(answer.IsCompletedSuccessfully));
        foreach (var answer in answers[3..])
        {
            Assert.False((await Assert.ThrowsAsync<StoreUnavailableException>(() => answer)).OutcomeUnknown);
        }

        await engine.InsertAsync(5);
        Assert.Equal("0 1 2 5", await engine.IdsAsync());
    }

    [Fact]
    public async Task Queue_OfItsUsualLength_RefusesTheFirstBeyond4096()
    {
        await using var engine = await StartAsync(directory);

        var answers = await engine.SettleTogetherAsync(
            () => Enumerable.Range(1, 4100).Select(id => engine.ReadAsync(_ => id, CancellationToken.None)).ToList());

        Assert.Equal(4096, answers.FindLastIndex(answer => answer.IsCompletedSuccessfully) + 1);
        Assert.Equal(4, answers.Count(answer => answer.IsFaulted));
    }

    [Fact]
    public async Task Read_ResultUsedOutsideItsUnit_Throws()
    {
        await using var engine = await StartAsync(directory);
        await engine.InsertAsync(1);

        var lazy = await engine.ReadAsync(database => database.GetCollection(Items).FindAll(), default);

        Assert.Throws<InvalidOperationException>(() => lazy.Count());
    }

    [Fact]
    public async Task Read_LeavesACursorOpen_CheckpointsGoOn()
    {
        await using var engine = await StartAsync(directory, new EngineOptions { CheckpointPages = 1 });
        await engine.InsertAsync(1);
        await engine.InsertAsync(2);

        await engine.ReadAsync(database => database.Execute("SELECT $ FROM items").Read(), default);
        await engine.InsertAsync(3);

        Assert.Equal("1 2 3", await engine.IdsAsync());
        Assert.Equal(EngineState.Serving, engine.Health.State);
    }

    [Fact]
    public async Task Read_Writes_Throws()
    {
        await using var engine = await StartAsync(directory);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => engine.ReadAsync(database => database.GetCollection(Items).Insert(Item(1)), default));

        Assert.Equal("", await engine.IdsAsync());
    }

    [Fact]
    public async Task Text_Compares_ByCodeUnitWhateverTheCulture()
    {
        await using var engine = await StartAsync(directory);
        var order = await engine.WriteAsync(
            database =>
            {
                var texts = database.GetCollection("texts");
                texts.EnsureIndex("t", "$.t", unique: true);
                texts.Insert("aBAäb".Select(letter => new BsonDocument { ["t"] = letter.ToString() }));
                return WorkOutcome.Commit(string.Concat(
                    texts.Query().OrderBy("$.t").ToEnumerable().Select(document => document["t"].AsString)));
            },
            default);

        Assert.Equal("ABabä", order);
    }

    [Fact]
    public async Task Close_AnswersWhatIsQueuedThenRefuses()
    {
        var engine = await StartAsync(directory);
        var writes = Enumerable.Range(0, 50).Select(id => engine.InsertAsync(id)).ToList();

        await engine.DisposeAsync();

        Assert.Equal(50, (await Task.WhenAll(writes)).Length);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.InsertAsync(50));
        Assert.Equal(EngineState.Closed, engine.Health.State);
    }
}
