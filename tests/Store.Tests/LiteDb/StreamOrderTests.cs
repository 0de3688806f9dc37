using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.PowerCut;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>What must be on the disk before what.</summary>
public sealed class StreamOrderTests
{
    private readonly RecordingDirectory directory = new();
    private readonly byte[] page = new byte[LitePage.Size];

    [Fact]
    public void DataFile_FirstWriteOfACheckpoint_MakesTheLogDurableBefore()
    {
        var (log, data) = Open();
        var stream = new DataFileStream(data, beforeWrite: log.FlushToDisk);
        log.Append(page);

        stream.DuringCheckpoint(() => stream.Write(page, 0, page.Length));

        var events = directory.History.Where(e => e is not DiskEvent.Written { IsNote: true }).ToList();
        Assert.Equal(new DiskEvent.Flushed(DatabaseFiles.LogName), events[^2]);
        Assert.Equal(DatabaseFiles.DataName, Assert.IsType<DiskEvent.Written>(events[^1]).File);
    }

    [Fact]
    public void DataFile_OutsideOfACheckpoint_IsNotWritten()
    {
        var (log, data) = Open();
        var stream = new DataFileStream(data, beforeWrite: log.FlushToDisk);

        Assert.Throws<IOException>(() => stream.Write(page, 0, page.Length));

        Assert.Equal(0, data.Length);
    }

    [Fact]
    public void Log_Cut_MakesTheDataDurableBeforeAndTheGenerationAfter()
    {
        var (log, data) = Open();
        var stream = new DataFileStream(data, beforeWrite: log.FlushToDisk);
        var logStream = new FramedLogStream(log, new CommitWatch(), beforeCut: stream.Flush);
        stream.DuringCheckpoint(() => stream.Write(page, 0, page.Length));

        logStream.SetLength(0);

        var events = directory.History.Where(e => e is not DiskEvent.Written { IsNote: true }).ToList();
        Assert.Equal(new DiskEvent.Flushed(DatabaseFiles.DataName), events[^3]);
        Assert.Equal(DatabaseFiles.LogName, Assert.IsType<DiskEvent.Written>(events[^2]).File);
        Assert.Equal(new DiskEvent.Flushed(DatabaseFiles.LogName), events[^1]);
    }

    [Fact]
    public void Log_WriteFails_TellsTheWaiterAndNotLiteDb()
    {
        var (log, _) = Open();
        var watch = new CommitWatch();
        var stream = new FramedLogStream(log, watch, beforeCut: () => { });
        directory.Before = _ => throw new IOException("The test's disk refuses.");

        stream.Write(page, 0, page.Length);
        directory.Before = null;
        stream.Write(page, 0, page.Length);

        Assert.Throws<IOException>(() => watch.WaitForCommit(1));
        Assert.Equal(0, log.Count);
    }

    [Fact]
    public void File_AfterAFailedFlush_TakesNothingMore()
    {
        var file = new FailStopFile(directory.Open("file"));
        directory.Before = e => throw new IOException(e is DiskEvent.Flushed ? "flush" : "other");
        Assert.Equal(StorageFailure.Flush, Assert.Throws<StorageFailedException>(file.FlushToDisk).Failure);
        directory.Before = null;

        Assert.Throws<StorageFailedException>(file.FlushToDisk);
        Assert.Throws<StorageFailedException>(() => file.Write(0, page));
        Assert.Throws<StorageFailedException>(() => file.SetLength(0));
        Assert.Equal(0, file.Length);
    }

    private (LogFile Log, FailStopFile Data) Open()
    {
        var log = new LogFile(new FailStopFile(directory.Open(DatabaseFiles.LogName)), LogFormat.Standard);
        log.Load(durableBefore: 0);
        log.StartGeneration();
        return (log, new FailStopFile(directory.Open(DatabaseFiles.DataName)));
    }
}
