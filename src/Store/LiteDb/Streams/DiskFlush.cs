using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>Flushes to the disk whose every failure is told; on Linux, for elsewhere it is the runtime's own.</summary>
public static class DiskFlush
{
    private const int Interrupted = 4;

    /// <summary>Returns once the file's bytes and its length are on the disk.</summary>
    /// <exception cref="IOException">They may not be; its <c>HResult</c> is the system's error number on Linux.</exception>
    public static void File(SafeFileHandle handle, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
            return;
        }

        // The runtime's flushes (RandomAccess.FlushToDisk, FileStream.Flush(true)) tell of no failure at all here: their
        // native part answers 1 where fsync fails, and they look for less than 0 (seen in 10.0.12). Were that mended, they
        // would still pass over EROFS, which is how ext4 answers a flush once an error has made it read-only.
        Retry(() => NativeMethods.FDataSync(handle), $"The disk refused to flush {path}");
    }

    /// <summary>
    /// Returns once the names in a directory are on the disk: a created file survives a power cut only then, and .NET has
    /// no call for it. Windows needs none: NTFS journals its directories, and one has no handle to flush.
    /// </summary>
    /// <exception cref="IOException">They may not be.</exception>
    public static void Directory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = NativeMethods.Open(Encoding.UTF8.GetBytes(path + '\0'), flags: 0);
        if (descriptor < 0)
        {
            throw Failed($"The directory {path} could not be opened to flush it");
        }

        try
        {
            Retry(() => NativeMethods.FSync(descriptor), $"The disk refused to flush the directory {path}");
        }
        finally
        {
            _ = NativeMethods.Close(descriptor);
        }
    }

    private static void Retry(Func<int> flush, string failure)
    {
        while (flush() != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw Failed(failure);
            }
        }
    }

    private static IOException Failed(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {new Win32Exception(error).Message}.", error);
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int FSync(int descriptor);

        [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int FDataSync(SafeFileHandle descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}
