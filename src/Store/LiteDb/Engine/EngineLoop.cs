using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>What the engine thread does with its work, and what becomes of the store when something fails.</summary>
internal sealed partial class EngineLoop(
    DatabaseFiles files, EngineOptions options, ReopenSchedule schedule, ILogger logger, IRowMemory? memory)
{
    private const string StoreFailed = "The store has failed meanwhile.";

    private readonly List<WriteItem> writes = [];
    private readonly Holds holds = new();
    private LiteSession? session; // serving
    private LiteSession? frozen;  // reads only, after a failure
    private GroupCommit? commits;
    private volatile EngineHealth health = new(EngineState.Closed, Cause: null);

    public EngineHealth Health => health;

    public void Open()
    {
        var recovered = files.Recover();
        session = LiteSession.Open(files);
        commits = new GroupCommit(session, options.BatchOperations, memory);
        health = new EngineHealth(EngineState.Serving, Cause: null);
        Log.Opened(logger, recovered);
    }

    /// <summary>
    /// Reads first: they see all that was answered before they were queued, and need not wait for the flush.
    /// </summary>
    public void Process(List<WorkItem> items, bool reopen)
    {
        if (reopen)
        {
            Reopen();
        }

        foreach (var item in items)
        {
            if (item is ReadItem read && read.TryStart())
            {
                RunRead(read);
            }
        }

        foreach (var item in items)
        {
            if (item is SnapshotItem snapshot && snapshot.TryStart())
            {
                Hold(snapshot);
            }
        }

        writes.Clear();
        writes.AddRange(items.OfType<WriteItem>().Where(item => item.TryStart()));
        if (writes.Count > 0)
        {
            RunWrites();
        }
    }

    public void Close()
    {
        schedule.Dispose();
        holds.BreakAll("The store is shut down.");
        frozen?.Abandon();
        try
        {
            session?.Close();
        }
        catch (Exception e) // nothing is lost: the log is durable and the next start applies it
        {
            Log.NotClosedCleanly(logger, e);
        }

        (session, frozen) = (null, null);
        health = new EngineHealth(EngineState.Closed, health.Cause);
        Log.Closed(logger);
    }

    private void RunRead(ReadItem item)
    {
        if ((session ?? frozen) is not { } source)
        {
            item.Fail(Unavailable(outcomeUnknown: false));
            return;
        }

        try
        {
            source.Begin();
            source.Units.Enter(mayWrite: false);
            item.Run(source.Database);
            source.Units.Leave();
            source.Rollback();
            if (source.Units.Fault is { } fault)
            {
                throw new InvalidOperationException("LiteDB failed.", fault);
            }

            item.Answer();
        }
        catch (Exception e) // not the read's own, which its item keeps: LiteDB's
        {
            OnFailure(e);
            item.Fail(Unavailable(outcomeUnknown: false));
        }
    }

    private void RunWrites()
    {
        if (session is null || commits is null)
        {
            writes.ForEach(item => item.Fail(Unavailable(outcomeUnknown: false)));
            return;
        }

        try
        {
            commits.Run(writes);
            schedule.Reset();
            if (IsCheckpointDue())
            {
                session.Checkpoint();
            }
        }
        catch (Exception e) // the disk's or LiteDB's; a unit's own is kept by its item
        {
            OnFailure(e);
            writes.ForEach(item => item.Fail(Unavailable(item.MayBeKept)));
        }
    }

    private void Hold(SnapshotItem item)
    {
        if (session is null)
        {
            item.Fail(Unavailable(outcomeUnknown: false));
            return;
        }

        item.Answer(holds.Take(files));
    }

    // A checkpoint changes the data file under whoever holds it, so it waits, up to a bound.
    private bool IsCheckpointDue()
    {
        if (files.Log.Count < options.CheckpointPages)
        {
            return false;
        }

        if (holds.Any)
        {
            if (files.Log.Count < options.HeldLogPages)
            {
                return false;
            }

            holds.BreakAll("Too much was written while this state was read. Try again when there is less to do.");
        }

        return true;
    }

    private void OnFailure(Exception cause)
    {
        Log.Failed(logger, cause);
        holds.BreakAll(StoreFailed);
        session?.Abandon();
        frozen?.Abandon();
        (session, commits, frozen) = (null, null, OpenFrozen());
        var retry = !files.FlushFailed && schedule.TryArm(files.DiskFailed);
        health = new EngineHealth(retry ? EngineState.Reopening : EngineState.Stopped, cause);
        if (!retry)
        {
            Log.Stopped(logger);
        }

        memory?.OnReset();
    }

    private void Reopen()
    {
        if (health.State != EngineState.Reopening)
        {
            return;
        }

        frozen?.Abandon();
        frozen = null;
        try
        {
            Open();
            memory?.OnReset();
        }
        catch (Exception e) // as if it had happened while serving
        {
            OnFailure(e);
        }
    }

    private LiteSession? OpenFrozen()
    {
        try
        {
            return LiteSession.OpenFrozen(files);
        }
        catch (Exception e) // then there are no reads either
        {
            Log.NotReadable(logger, e);
            return null;
        }
    }

    private StoreUnavailableException Unavailable(bool outcomeUnknown) =>
        new("The store has failed and takes no writes now.", outcomeUnknown, health.Cause);

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information, "The database is open; {Recovered} transactions were applied from the log")]
        public static partial void Opened(ILogger logger, int recovered);

        [LoggerMessage(4002, LogLevel.Information, "The database is closed")]
        public static partial void Closed(ILogger logger);

        [LoggerMessage(4003, LogLevel.Error, "The database has failed and takes no writes")]
        public static partial void Failed(ILogger logger, Exception cause);

        [LoggerMessage(4004, LogLevel.Critical, "The database stays stopped until the process is restarted")]
        public static partial void Stopped(ILogger logger);

        [LoggerMessage(4005, LogLevel.Error, "The database cannot be read either")]
        public static partial void NotReadable(ILogger logger, Exception cause);

        [LoggerMessage(4006, LogLevel.Warning, "The database was not closed cleanly; the next start completes it")]
        public static partial void NotClosedCleanly(ILogger logger, Exception cause);
    }
}
