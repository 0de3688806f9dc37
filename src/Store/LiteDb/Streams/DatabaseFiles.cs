namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>The two files of a database, open and locked for as long as the process uses the directory.</summary>
internal sealed class DatabaseFiles : IDisposable
{
    public const string DataName = "teamaccess.db";
    public const string LogName = "teamaccess.log";

    private const string ForeignLogName = "teamaccess-log.db";

    private readonly IStorageDirectory directory;
    private readonly LogFormat format;
    private readonly IStorageFile logFile;
    private readonly IStorageFile dataFile;
    private bool named;

    /// <exception cref="DatabaseInUseException">Another process has the directory.</exception>
    /// <exception cref="DatabaseDamagedException">
    /// Another program left changes that only LiteDB itself can apply.
    /// </exception>
    public DatabaseFiles(IStorageDirectory directory, LogFormat format)
    {
        (this.directory, this.format) = (directory, format);
        if (directory.LengthOf(ForeignLogName) > 0)
        {
            throw new DatabaseDamagedException(
                $"{ForeignLogName} holds changes of another LiteDB program. Open and close {DataName} with that program " +
                "once more, or delete that log to drop them.");
        }

        logFile = directory.Open(LogName);
        try
        {
            dataFile = directory.Open(DataName);
        }
        catch
        {
            logFile.Dispose();
            throw;
        }

        (Data, Log) = Reset();
    }

    public FailStopFile Data { get; private set; }

    public LogFile Log { get; private set; }

    /// <summary>A flush has failed: what is on the disk is known again only after a restart.</summary>
    public bool FlushFailed => Data.Failure?.Failure == StorageFailure.Flush
        || Log.Failure?.Failure == StorageFailure.Flush;

    /// <summary>The disk has refused something.</summary>
    public bool DiskFailed => Data.Failure is not null || Log.Failure is not null;

    /// <summary>
    /// Creates the database where there is none, and otherwise applies what the log holds; afterwards the data file is
    /// whole and durable, and the log empty. May be called again after a failed write, never after a failed flush.
    /// </summary>
    /// <returns>The number of transactions that were brought back.</returns>
    /// <exception cref="DatabaseDamagedException">
    /// The files are not as any power cut could have left them, and are left so.
    /// </exception>
    public int Recover()
    {
        var durable = Log.DurableCount;
        (Data, Log) = Reset();
        Log.Load(durable);
        RequireBoth();
        if (!named)
        {
            directory.FlushToDisk(); // the names of both files, before either holds anything that matters
            named = true;
        }

        var recovered = LogRecovery.Replay(Log, Data);
        if (Data.Length == 0)
        {
            Log.StartGenerationWithoutData();
            NewDatabase.WriteTo(Log);
            LogRecovery.Replay(Log, Data);
        }

        RequireWhole();
        MarkAsNeedingLog();
        Log.StartGeneration();
        return recovered;
    }

    /// <summary>Leaves an empty log behind; for a clean stop, after the last checkpoint.</summary>
    public void TrimLog() => Log.Trim(frames: 0);

    public void Dispose()
    {
        dataFile.Dispose();
        logFile.Dispose();
    }

    private (FailStopFile Data, LogFile Log) Reset() =>
        (new FailStopFile(dataFile), new LogFile(new FailStopFile(logFile), format));

    /// <exception cref="DatabaseDamagedException">It is not the first page of a LiteDB 5 file.</exception>
    internal static void RequireHeader(ReadOnlySpan<byte> header)
    {
        if (!LitePage.IsFileHeader(header))
        {
            throw new DatabaseDamagedException(
                $"{DataName} is not a LiteDB 5 file, or its first page is damaged. {DatabaseDamagedException.Advice}");
        }
    }

    internal static DatabaseDamagedException CutShort(long length, uint lastPage) => new(
        $"{DataName} has {length} bytes where its header speaks of {(lastPage + 1L) * LitePage.Size}: it was cut short. " +
        DatabaseDamagedException.Advice);

    // Each of the two files says whether there must be another, so that the loss of one is never taken for a new or a
    // cleanly stopped database.
    private void RequireBoth()
    {
        if (Data.Length == 0 && Log.NamesData)
        {
            throw new DatabaseDamagedException(
                $"{DataName} is missing or empty, although {LogName} shows that it was there. Put it back. " +
                DatabaseDamagedException.Advice);
        }

        if (Data.Length > 0 && Log.HasHeader && Log.EndsInHeader)
        {
            throw new DatabaseDamagedException(
                $"{LogName} was cut short: it ends within its own header, and what it held is gone. Put it back. " +
                DatabaseDamagedException.Advice);
        }

        if (!Log.HasHeader && ReadHeader() is { } header && LitePage.NeedsLog(header))
        {
            throw new DatabaseDamagedException(
                $"{LogName} is missing or empty, although {DataName} was not closed cleanly and lacks the last changes " +
                $"without it. Put it back. {DatabaseDamagedException.Advice}");
        }
    }

    private void RequireWhole()
    {
        var header = ReadHeader() ?? new byte[LitePage.Size];
        RequireHeader(header);
        if (Data.Length < (LitePage.LastPageId(header) + 1L) * LitePage.Size)
        {
            throw CutShort(Data.Length, LitePage.LastPageId(header));
        }
    }

    // By way of the log, as every change of the data file.
    private void MarkAsNeedingLog()
    {
        var header = ReadHeader()!;
        if (LitePage.NeedsLog(header))
        {
            return;
        }

        LitePage.SetNeedsLog(header);
        LitePage.Stamp(header, transactionId: 1, isConfirmed: true);
        Log.StartGeneration();
        Log.Append(header);
        Log.FlushToDisk();
        LogRecovery.Replay(Log, Data);
    }

    private byte[]? ReadHeader()
    {
        var header = new byte[LitePage.Size];
        return Data.Read(0, header) == header.Length ? header : null;
    }
}
