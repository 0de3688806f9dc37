namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// The data file as LiteDB sees it (<c>EngineSettings.DataStream</c>): a plain LiteDB file, changed by checkpoints
/// only, and only after the log is durable.
/// </summary>
/// <param name="beforeWrite">Makes the log durable; runs before each run of writes.</param>
internal sealed class DataFileStream(FailStopFile file, Action beforeWrite) : PageStream
{
    private bool writable;
    private bool dirty;

    public override long Length => file.Length;

    /// <summary>
    /// Runs a checkpoint. Outside of it writes are refused: on an internal error LiteDB would mark the header page
    /// (<c>MarkAsInvalidState</c>) from whichever thread met the error, while the log is still to be applied.
    /// </summary>
    public void DuringCheckpoint(Action checkpoint)
    {
        writable = true;
        try
        {
            checkpoint();
        }
        finally
        {
            writable = false;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = file.Read(Position, buffer.AsSpan(offset, count));
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        RequireWritable();
        RequireWholePage(count);
        if (!dirty)
        {
            beforeWrite();
            dirty = true;
        }

        file.Write(Position, buffer.AsSpan(offset, count));
        Position += count;
    }

    public override void SetLength(long value)
    {
        RequireWritable();
        file.SetLength(value);
        dirty = true;
    }

    /// <summary>A real flush to the disk, where anything was written.</summary>
    public override void Flush()
    {
        if (dirty)
        {
            file.FlushToDisk();
            dirty = false;
        }
    }

    private void RequireWritable()
    {
        if (!writable)
        {
            throw new IOException("The data file is written by checkpoints only.");
        }
    }
}
