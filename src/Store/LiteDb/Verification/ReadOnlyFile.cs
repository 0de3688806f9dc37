using Microsoft.Win32.SafeHandles;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>A file on a real disk that nobody can open for writing meanwhile; never changed, never created.</summary>
internal sealed class ReadOnlyFile : IStorageFile
{
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);

    private readonly SafeFileHandle handle;

    private ReadOnlyFile(SafeFileHandle handle) => this.handle = handle;

    public long Length => RandomAccess.GetLength(handle);

    /// <summary>Null where there is no such file.</summary>
    /// <exception cref="DatabaseInUseException">A process has it open for writing.</exception>
    public static ReadOnlyFile? Open(string path)
    {
        try
        {
            return File.Exists(path)
                ? new ReadOnlyFile(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read))
                : null;
        }
        catch (IOException e) when (e.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolationOnWindows)
        {
            throw new DatabaseInUseException(path, e);
        }
    }

    public int Read(long offset, Span<byte> buffer)
    {
        var total = 0;
        for (var read = -1; read != 0 && total < buffer.Length; total += read)
        {
            read = RandomAccess.Read(handle, buffer[total..], offset + total);
        }

        return total;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    public void SetLength(long length) => throw new NotSupportedException();

    public void FlushToDisk() => throw new NotSupportedException();

    public void Dispose() => handle.Dispose();
}
