namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// The log as LiteDB sees it (<c>EngineSettings.LogStream</c>): whole pages, appended. LiteDB 5.0.20 writes them from a
/// queue: at first on a task of its own, which may lag behind Commit, later mostly on the thread that commits.
/// <see cref="CommitWatch"/> tells when a commit's pages have arrived, whichever it was.
/// </summary>
/// <param name="beforeCut">Makes the data file durable; runs before the frames are dropped.</param>
internal sealed class FramedLogStream(LogFile log, CommitWatch watch, Action beforeCut) : PageStream
{
    private readonly Lock writing = new();
    private bool stopped;

    public override long Length => log.Count * LitePage.Size;

    /// <summary>
    /// Ends all writing, for good, and waits for a write under way: a LiteDB instance that was given up may still have
    /// pages queued, and none of them may land among those of the next one.
    /// </summary>
    public void Stop()
    {
        lock (writing)
        {
            stopped = true;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var (index, inPage) = Math.DivRem(Position, LitePage.Size);
        var wanted = Math.Min(count, LitePage.Size - (int)inPage);
        if (!log.TryRead(index, (int)inPage, buffer.AsSpan(offset, wanted)))
        {
            return 0;
        }

        Position += wanted;
        return wanted;
    }

    /// <summary>
    /// Never throws: on an exception LiteDB's writer task would close the engine from inside itself and wait for its
    /// own end, for ever. A failure goes to the watch, and from there to whoever waits for the commit.
    /// </summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (writing)
        {
            if (stopped)
            {
                return;
            }

            try
            {
                Append(buffer.AsSpan(offset, count));
            }
            catch (Exception e) // whatever it is, it must not reach LiteDB
            {
                stopped = true;
                watch.Fail(e);
            }
        }
    }

    /// <summary>Only a cut to nothing, which LiteDB asks for at the end of a checkpoint.</summary>
    public override void SetLength(long value)
    {
        lock (writing)
        {
            if (value != 0 || stopped)
            {
                throw new IOException("The log can only be emptied, and only while it is in use.");
            }

            beforeCut();
            log.StartGeneration();
        }
    }

    /// <summary>Nothing: durability is <see cref="LogFile.FlushToDisk"/>, once per group of requests.</summary>
    public override void Flush()
    {
    }

    private void Append(ReadOnlySpan<byte> page)
    {
        RequireWholePage(page.Length);
        if (Position != Length)
        {
            throw new IOException($"The log ends at {Length}; a page at {Position} does not continue it.");
        }

        log.Append(page);
        Position += page.Length;
        watch.Observe(page);
    }
}
