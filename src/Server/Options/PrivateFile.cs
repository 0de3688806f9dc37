using System.Text;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Server.Options;

/// <summary>Files that nobody but the server's user may read.</summary>
internal static class PrivateFile
{
    /// <summary>
    /// Writes the whole file or leaves what was there: mode 0600 from the first byte, on disk before it gets its name.
    /// </summary>
    public static void Write(string path, string text) => Write(path, text, overwrite: true);

    /// <summary>The same, unless the file is there already: then that one stays.</summary>
    public static void WriteNew(string path, string text)
    {
        try
        {
            Write(path, text, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first; both go on with what it wrote.
        }
    }

    private static void Write(string path, string text, bool overwrite)
    {
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        File.Delete(draft);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        try
        {
            using (var stream = new FileStream(draft, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush();
                DiskFlush.File(stream.SafeFileHandle, draft);
            }

            File.Move(draft, path, overwrite);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
