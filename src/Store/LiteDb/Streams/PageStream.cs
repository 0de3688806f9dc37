namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// What LiteDB's two streams share: a seekable position. LiteDB takes a lock on the stream around each access.
/// </summary>
internal abstract class PageStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Position { get; set; }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    protected void RequireWholePage(int count)
    {
        if (count != LitePage.Size || Position % LitePage.Size != 0)
        {
            throw new IOException($"A whole page was expected, not {count} bytes at {Position}.");
        }
    }
}
