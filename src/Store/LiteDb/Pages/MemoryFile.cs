using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>A file's bytes, for reading only.</summary>
internal sealed class MemoryFile(byte[] bytes) : IStorageFile
{
    public long Length => bytes.Length;

    public int Read(long offset, Span<byte> buffer)
    {
        var count = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
        bytes.AsSpan((int)Math.Min(offset, bytes.Length), count).CopyTo(buffer);
        return count;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    public void SetLength(long length) => throw new NotSupportedException();

    public void FlushToDisk() => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
