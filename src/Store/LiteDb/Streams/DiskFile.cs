using Microsoft.Win32.SafeHandles;

namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>A file on a real disk, locked against every other process while it is open.</summary>
internal sealed class DiskFile : IStorageFile
{
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);

    private readonly SafeFileHandle handle;
    private readonly string path;

    /// <exception cref="DatabaseInUseException">Another process has it open.</exception>
    public DiskFile(string path)
    {
        this.path = path;
        var isNew = !File.Exists(path);
        try
        {
            handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolationOnWindows)
        {
            throw new DatabaseInUseException(path, e);
        }

        // A directory that was there before may be open to others; names and hashes are not for them.
        if (isNew && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(handle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public long Length => RandomAccess.GetLength(handle);

    public int Read(long offset, Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    public void FlushToDisk() => DiskFlush.File(handle, path);

    public void Dispose() => handle.Dispose();
}
