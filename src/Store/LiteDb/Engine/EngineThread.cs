using LiteDB;
using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>
/// The one thread that touches LiteDB, which is not safe for concurrent use. Callers queue reads and writes and await
/// them; an answered write is on the disk. Results must be materialized inside the unit.
/// </summary>
internal sealed class EngineThread : IAsyncDisposable
{
    private readonly DatabaseFiles files;
    private readonly EngineOptions options;
    private readonly TimeProvider time;
    private readonly WorkQueue queue;
    private readonly EngineLoop loop;
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long busySince; // a timestamp; 0 while it waits for work

    private EngineThread(
        DatabaseFiles files, EngineOptions options, TimeProvider time, ILogger logger, IRowMemory? memory)
    {
        (this.files, this.options, this.time) = (files, options, time);
        queue = new WorkQueue(options.QueueCapacity);
        loop = new EngineLoop(files, options, new ReopenSchedule(options, time, queue.SignalReopen), logger, memory);
    }

    /// <summary>What the store can do now; for readiness.</summary>
    public EngineHealth Health => loop.Health is { State: EngineState.Serving } serving && IsStalled
        ? serving with { State = EngineState.Stalled }
        : loop.Health;

    private bool IsStalled =>
        Volatile.Read(ref busySince) is not 0 and var since && time.GetElapsedTime(since) > options.StalledAfter;

    /// <summary>Opens the database, creating or recovering it, and starts the thread.</summary>
    /// <param name="memory">Is told of the transactions.</param>
    /// <exception cref="DatabaseInUseException">Another process has it open.</exception>
    /// <exception cref="DatabaseDamagedException">The files are not as any power cut could have left them.</exception>
    public static async Task<EngineThread> StartAsync(
        IStorageDirectory directory, EngineOptions options, TimeProvider time, ILogger logger, IRowMemory? memory = null,
        LogFormat? format = null)
    {
        var files = new DatabaseFiles(directory, format ?? LogFormat.Standard);
        var engine = new EngineThread(files, options, time, logger, memory);
        new Thread(engine.Run) { IsBackground = true, Name = "LiteDB engine" }.Start();
        await engine.started.Task;
        return engine;
    }

    /// <summary>
    /// Runs a read: it sees every write that was answered before the call, and nothing that is not durable.
    /// </summary>
    /// <exception cref="StoreUnavailableException">
    /// The store is closed or too busy, or has failed and cannot even be read.
    /// </exception>
    public async Task<T> ReadAsync<T>(Func<ILiteDatabase, T> read, CancellationToken cancellationToken)
    {
        var item = new ReadItem<T>(read, cancellationToken);
        queue.Enqueue(item);
        return await item.Task;
    }

    /// <summary>
    /// Runs a unit of work, all or nothing, and answers once it is durable. The unit may run up to three times, so it
    /// has no effects of its own but those it names with its outcome. A call of LiteDB that throws has undone the unit:
    /// catch a duplicate key only to refuse. Cancelling has no effect once the unit has started.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is closed or too busy, has failed, or failed on the way.</exception>
    public async Task<T> WriteAsync<T>(
        Func<ILiteDatabase, WorkOutcome<T>> work, CancellationToken cancellationToken)
    {
        var item = new WriteItem<T>(work, cancellationToken);
        queue.Enqueue(item);
        return await item.Task;
    }

    /// <summary>
    /// Holds the files at a state that has every write answered before the call. Dispose of it soon: the log grows
    /// meanwhile.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is closed or too busy, or has failed.</exception>
    public async Task<HeldFiles> HoldAsync(CancellationToken cancellationToken)
    {
        var item = new SnapshotItem(cancellationToken);
        queue.Enqueue(item);
        return await item.Task;
    }

    /// <summary>Answers what is queued, then leaves a plain LiteDB file and an empty log.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Complete();
        await ended.Task;
    }

    private void Run()
    {
        try
        {
            loop.Open();
        }
        catch (Exception e) // whatever keeps the store from opening is for who started it
        {
            files.Dispose();
            ended.SetResult();
            started.SetException(e);
            return;
        }

        started.SetResult();
        var items = new List<WorkItem>();
        while (queue.Drain(items, options.BatchUnits, out var reopen))
        {
            Volatile.Write(ref busySince, Math.Max(1, time.GetTimestamp()));
            loop.Process(items, reopen);
            items.Clear();
            Volatile.Write(ref busySince, 0);
        }

        loop.Close();
        files.Dispose();
        ended.SetResult();
    }
}
