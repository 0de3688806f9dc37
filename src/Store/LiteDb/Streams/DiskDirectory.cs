using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>A directory on a real disk; created, readable by its owner only, where it is missing.</summary>
internal sealed class DiskDirectory : IStorageDirectory
{
    private const int Interrupted = 4;

    private readonly string path;

    public DiskDirectory(string path)
    {
        this.path = Path.GetFullPath(path);
        if (Directory.Exists(this.path))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(this.path);
        }
        else
        {
            Directory.CreateDirectory(
                this.path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (Path.GetDirectoryName(this.path) is { Length: > 0 } parent)
        {
            Flush(parent);
        }
    }

    public IStorageFile Open(string name) => new DiskFile(Path.Combine(path, name));

    public long? LengthOf(string name)
    {
        var file = new FileInfo(Path.Combine(path, name));
        return file.Exists ? file.Length : null;
    }

    public void FlushToDisk() => Flush(path);

    // A created file survives a power cut only once its directory is flushed too; .NET has no call for that.
    // Windows needs none: NTFS journals its directories and a directory has no handle to flush.
    private static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = NativeMethods.Open(Encoding.UTF8.GetBytes(directory + '\0'), flags: 0);
        if (descriptor < 0)
        {
            throw Failed(directory);
        }

        try
        {
            while (NativeMethods.FSync(descriptor) != 0)
            {
                if (Marshal.GetLastPInvokeError() != Interrupted)
                {
                    throw Failed(directory);
                }
            }
        }
        finally
        {
            _ = NativeMethods.Close(descriptor);
        }
    }

    private static IOException Failed(string directory)
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"The directory {directory} could not be flushed to the disk: {cause.Message}.", cause);
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int FSync(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}
