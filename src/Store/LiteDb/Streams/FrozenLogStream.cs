namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>The first frames of a log, for reading only: what was durable when the disk failed.</summary>
internal sealed class FrozenLogStream(LogFile log, long frames) : PageStream
{
    public override bool CanWrite => false;

    public override long Length => frames * LitePage.Size;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var (index, inPage) = Math.DivRem(Position, LitePage.Size);
        var wanted = Math.Min(count, LitePage.Size - (int)inPage);
        if (index >= frames || !log.TryRead(index, (int)inPage, buffer.AsSpan(offset, wanted)))
        {
            return 0;
        }

        Position += wanted;
        return wanted;
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("The log is frozen.");

    public override void SetLength(long value) => throw new IOException("The log is frozen.");

    public override void Flush()
    {
    }
}
