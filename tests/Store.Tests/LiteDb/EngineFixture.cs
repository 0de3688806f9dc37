using LiteDB;
using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>Short forms for tests of the engine thread.</summary>
internal static class EngineFixture
{
    public const string Items = "items";

    public static Task<EngineThread> StartAsync(
        IStorageDirectory directory, EngineOptions? options = null, TimeProvider? time = null, IRowMemory? memory = null,
        LogFormat? format = null) =>
        EngineThread.StartAsync(
            directory, options ?? new EngineOptions(), time ?? TimeProvider.System, NullLogger.Instance, memory, format);

    public static Task<int> InsertAsync(this EngineThread engine, int id, Action? onCommitted = null) =>
        engine.WriteAsync(
            database =>
            {
                database.GetCollection(Items).Insert(Item(id));
                return WorkOutcome.Commit(id, onCommitted);
            },
            CancellationToken.None);

    /// <summary>Holds the engine thread until all writes are queued, so that it takes them as one batch.</summary>
    public static async Task<int[]> TogetherAsync(this EngineThread engine, Func<List<Task<int>>> queue) =>
        await Task.WhenAll(await engine.SettleTogetherAsync(queue));

    /// <summary>As <see cref="TogetherAsync"/>, with failures left in their tasks.</summary>
    public static async Task<List<Task<int>>> SettleTogetherAsync(this EngineThread engine, Func<List<Task<int>>> queue)
    {
        using var holding = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var hold = engine.ReadAsync(
            _ =>
            {
                holding.Set();
                release.Wait(CancellationToken.None);
                return 0;
            },
            CancellationToken.None);
        holding.Wait(CancellationToken.None);
        var tasks = queue();
        release.Set();
        await hold;
        foreach (var task in tasks)
        {
            await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return tasks;
    }

    /// <summary>The ids there are, in their order, with spaces between.</summary>
    public static Task<string> IdsAsync(this EngineThread engine) => engine.ReadAsync(Ids, CancellationToken.None);

    public static string Ids(ILiteDatabase database) =>
        string.Join(' ', database.GetCollection(Items).FindAll().Select(item => item["_id"].AsInt32));

    public static BsonDocument Item(int id) => new() { ["_id"] = id, ["text"] = new string('x', 100) };
}
