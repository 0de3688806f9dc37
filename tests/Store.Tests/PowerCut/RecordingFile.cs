using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>A file of a <see cref="RecordingDirectory"/>.</summary>
internal sealed class RecordingFile(RecordingDirectory directory, string name, byte[] content) : IStorageFile
{
    private byte[] bytes = [.. content];
    private long length = content.Length;

    public long Length => directory.Locked(() => length);

    public byte[] Content() => bytes.AsSpan(0, (int)length).ToArray();

    public int Read(long offset, Span<byte> buffer)
    {
        var (source, end) = directory.Locked(() => (bytes, length));
        var count = (int)Math.Clamp(end - offset, 0, buffer.Length);
        source.AsSpan((int)Math.Min(offset, end), count).CopyTo(buffer);
        return count;
    }

    public void Write(long offset, ReadOnlySpan<byte> written)
    {
        var copy = written.ToArray();
        directory.Record(new DiskEvent.Written(name, offset, copy), () =>
        {
            Grow(offset + copy.Length);
            copy.CopyTo(bytes, offset);
        });
    }

    public void SetLength(long value) =>
        directory.Record(new DiskEvent.Resized(name, value), () =>
        {
            Grow(value);
            Array.Clear(bytes, (int)value, bytes.Length - (int)value);
            length = value;
        });

    public void FlushToDisk()
    {
        if (directory.FlushFails?.Invoke(name) == true)
        {
            directory.Record(new DiskEvent.FlushFailed(name));
            throw new IOException("The test's disk lost what it should flush.");
        }

        directory.Record(new DiskEvent.Flushed(name));
    }

    public void Dispose()
    {
    }

    private void Grow(long needed)
    {
        if (needed > bytes.Length)
        {
            Array.Resize(ref bytes, (int)Math.Max(needed, bytes.Length * 2));
        }

        length = Math.Max(length, needed);
    }
}
