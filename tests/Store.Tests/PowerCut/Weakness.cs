using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>A way to get durability wrong, to prove that the simulator notices.</summary>
public enum Weakness
{
    None,
    NoFlush,
    AnswerBeforeFlush,
    NoChecksum,
    NoGeneration,
    GenerationNotFlushed,
    LogNotFlushedBeforeData,
    DataNotFlushedBeforeLogCut,
    DirectoryNotFlushed,
}

/// <summary>Stands between the engine and the recorded files, and does what a weakness says.</summary>
internal sealed class WeakDirectory : IStorageDirectory
{
    private readonly RecordingDirectory directory;
    private readonly Weakness weakness;
    private readonly List<IStorageFile> flushesOwed = [];

    public WeakDirectory(RecordingDirectory directory, Weakness weakness)
    {
        (this.directory, this.weakness) = (directory, weakness);
        if (weakness == Weakness.LogNotFlushedBeforeData)
        {
            directory.Before = PayUnlessDataFollows;
        }
    }

    public static LogFormat FormatOf(Weakness weakness) => weakness switch
    {
        Weakness.NoChecksum => new LogFormat((_, _) => 1, generationStep: 1),
        Weakness.NoGeneration => new LogFormat(LogFormat.Hash, generationStep: 0),
        _ => LogFormat.Standard,
    };

    public IStorageFile Open(string name) => new WeakFile(directory.Open(name), name, this);

    public long? LengthOf(string name) => directory.LengthOf(name);

    public void FlushToDisk()
    {
        if (weakness is not Weakness.DirectoryNotFlushed)
        {
            directory.FlushToDisk();
        }
    }

    private void PayUnlessDataFollows(DiskEvent next)
    {
        if (next is DiskEvent.Written { File: DatabaseFiles.DataName })
        {
            flushesOwed.Clear();
        }
        else if (next is DiskEvent.Answered)
        {
            PayFlushes();
        }
    }

    private void PayFlushes()
    {
        lock (flushesOwed)
        {
            flushesOwed.ForEach(file => file.FlushToDisk());
            flushesOwed.Clear();
        }
    }

    private void Flush(IStorageFile file, string name, bool headerWritten)
    {
        var dropped = weakness switch
        {
            Weakness.NoFlush => true,
            Weakness.GenerationNotFlushed => headerWritten,
            Weakness.DataNotFlushedBeforeLogCut => name == DatabaseFiles.DataName,
            _ => false,
        };
        if (weakness == Weakness.AnswerBeforeFlush
            || (weakness == Weakness.LogNotFlushedBeforeData && name == DatabaseFiles.LogName && !headerWritten))
        {
            lock (flushesOwed)
            {
                flushesOwed.Add(file);
            }
        }
        else if (!dropped)
        {
            file.FlushToDisk();
        }
    }

    private sealed class WeakFile(IStorageFile file, string name, WeakDirectory owner) : IStorageFile
    {
        private bool headerWritten;

        public long Length => file.Length;

        public int Read(long offset, Span<byte> buffer) => file.Read(offset, buffer);

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            var written = new DiskEvent.Written(name, offset, []);
            if (!written.IsNote && (name == DatabaseFiles.LogName || owner.weakness != Weakness.LogNotFlushedBeforeData))
            {
                owner.PayFlushes();
                headerWritten |= name == DatabaseFiles.LogName && offset < LogFormat.HeaderSize;
            }

            file.Write(offset, bytes);
        }

        public void SetLength(long length)
        {
            owner.PayFlushes();
            file.SetLength(length);
        }

        public void FlushToDisk()
        {
            owner.Flush(file, name, headerWritten);
            headerWritten = false;
        }

        public void Dispose() => file.Dispose();
    }
}
