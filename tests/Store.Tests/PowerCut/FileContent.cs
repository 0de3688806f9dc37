namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>The bytes of a file while changes are made to them, in place: histories have thousands.</summary>
internal sealed class FileContent(byte[] bytes)
{
    // Zero behind the length, which is what a file holds where nothing was written.
    private byte[] buffer = [.. bytes];

    public long Length { get; private set; } = bytes.Length;

    public void Change(DiskEvent change)
    {
        if (change is DiskEvent.Written written)
        {
            Write(written.Offset, written.Bytes);
        }
        else
        {
            Resize(((DiskEvent.Resized)change).Length);
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> written)
    {
        if (offset + written.Length > Length)
        {
            Resize(offset + written.Length);
        }

        written.CopyTo(buffer.AsSpan((int)offset));
    }

    public void Resize(long length)
    {
        if (length > buffer.Length)
        {
            Array.Resize(ref buffer, (int)Math.Max(length, 2L * buffer.Length));
        }
        else if (length < Length)
        {
            buffer.AsSpan((int)length, (int)(Length - length)).Clear();
        }

        Length = length;
    }

    public byte[] ToArray() => buffer[..(int)Length];
}
