using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>The two files of a database, opened once and kept, so that no other process gets in between two uses.</summary>
internal sealed class LockedFiles : IStorageDirectory, IDisposable
{
    private readonly IStorageDirectory directory;

    /// <exception cref="DatabaseInUseException">A server has the database open.</exception>
    public LockedFiles(IStorageDirectory directory)
    {
        this.directory = directory;
        Log = directory.Open(DatabaseFiles.LogName);
        try
        {
            Data = directory.Open(DatabaseFiles.DataName);
        }
        catch
        {
            Log.Dispose();
            throw;
        }
    }

    public IStorageFile Data { get; }

    public IStorageFile Log { get; }

    public IStorageFile Open(string name) => new Borrowed(name == DatabaseFiles.LogName ? Log : Data);

    public long? LengthOf(string name) => directory.LengthOf(name);

    public void FlushToDisk() => directory.FlushToDisk();

    public void Dispose()
    {
        Data.Dispose();
        Log.Dispose();
    }

    private sealed class Borrowed(IStorageFile file) : IStorageFile
    {
        public long Length => file.Length;

        public int Read(long offset, Span<byte> buffer) => file.Read(offset, buffer);

        public void Write(long offset, ReadOnlySpan<byte> bytes) => file.Write(offset, bytes);

        public void SetLength(long length) => file.SetLength(length);

        public void FlushToDisk() => file.FlushToDisk();

        public void Dispose()
        {
        }
    }
}
