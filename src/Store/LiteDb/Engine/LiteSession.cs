using LiteDB;
using LiteDB.Engine;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>One opened LiteDB on our streams. For one thread at a time, and one and the same for each transaction.</summary>
internal sealed class LiteSession
{
    // A LiteDB transaction that could not be disposed has a finalizer that throws, which would end the process.
    private static readonly List<LiteEngine> NeverFinalized = [];

    private readonly DatabaseFiles? files; // of a session that writes
    private readonly LiteEngine engine;
    private readonly DataFileStream data;
    private readonly FramedLogStream? log;
    private readonly CommitWatch watch;
    private long commits;
    private bool inTransaction;

    private LiteSession(
        DatabaseFiles? files, LiteEngine engine, DataFileStream data, FramedLogStream? log, CommitWatch watch)
    {
        (this.files, this.engine, this.data, this.log, this.watch) = (files, engine, data, log, watch);
        Units = new UnitEngine(engine);
        Database = new LiteDatabase(Units, NewMapper(), disposeOnClose: false);
    }

    public UnitEngine Units { get; }

    public ILiteDatabase Database { get; }

    /// <summary>Opens for reading and writing, after <see cref="DatabaseFiles.Recover"/>.</summary>
    public static LiteSession Open(DatabaseFiles files)
    {
        var watch = new CommitWatch();
        var data = new DataFileStream(files.Data, beforeWrite: files.Log.FlushToDisk);
        var log = new FramedLogStream(files.Log, watch, beforeCut: data.Flush);
        var engine = NewEngine(data, log, readOnly: false);
        try
        {
            var commits = LitePragmas.Apply(engine) + CommitMarker.Create(engine);
            CommitMarker.Update(engine, 0); // alone, so that its page is the last confirmed one
            watch.LearnMarker(commits + 1);
            return new LiteSession(files, engine, data, log, watch);
        }
        catch
        {
            log.Stop();
            engine.Dispose();
            throw;
        }
    }

    /// <summary>Opens for reading only, at what had been made durable before the disk failed.</summary>
    public static LiteSession OpenFrozen(DatabaseFiles files) =>
        OpenHeld(files.Data, files.Log, files.Log.DurableCount);

    /// <summary>Opens for reading only, at what the first frames of the log make of the data file.</summary>
    public static LiteSession OpenHeld(FailStopFile file, LogFile log, long frames)
    {
        var data = new DataFileStream(file, beforeWrite: () => { });
        var engine = NewEngine(data, new FrozenLogStream(log, frames), readOnly: true);
        return new LiteSession(files: null, engine, data, log: null, new CommitWatch());
    }

    public void Begin()
    {
        engine.BeginTrans();
        inTransaction = true;
    }

    public void Rollback()
    {
        engine.Rollback();
        inTransaction = false;
    }

    /// <summary>
    /// Commits what the open transaction wrote, which must be something; durable after <see cref="FlushToDisk"/>.
    /// </summary>
    public void Commit()
    {
        commits++;
        CommitMarker.Update(engine, commits);
        engine.Commit();
        inTransaction = false;
    }

    /// <summary>Returns once all commits so far are on the disk: one flush for all of them.</summary>
    public void FlushToDisk()
    {
        watch.WaitForCommit(commits);
        files?.Log.FlushToDisk();
    }

    /// <summary>Copies the log to the data file, makes that durable, and empties the log.</summary>
    public void Checkpoint() => data.DuringCheckpoint(() => engine.Checkpoint());

    /// <summary>Closes cleanly: a plain LiteDB file and an empty log remain.</summary>
    public void Close()
    {
        Checkpoint();
        engine.Dispose();
        files?.TrimLog();
    }

    /// <summary>Closes after a failure: nothing more reaches the files.</summary>
    public void Abandon()
    {
        log?.Stop();
        if (inTransaction)
        {
            lock (NeverFinalized)
            {
                NeverFinalized.Add(engine);
            }
        }

        engine.Dispose();
    }

    private static LiteEngine NewEngine(Stream data, Stream log, bool readOnly) => new(new EngineSettings
    {
        DataStream = data,
        LogStream = log,
        ReadOnly = readOnly,
        Collation = NewDatabase.Collation,
    });

    // LiteDB's own defaults trim strings and turn empty ones into null.
    private static BsonMapper NewMapper() => new() { EmptyStringToNull = false, TrimWhitespace = false };
}
