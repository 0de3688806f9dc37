namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>A directory on a real disk; created, readable by its owner only, where it is missing.</summary>
internal sealed class DiskDirectory : IStorageDirectory
{
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
            DiskFlush.Directory(parent);
        }
    }

    public IStorageFile Open(string name) => new DiskFile(Path.Combine(path, name));

    public long? LengthOf(string name)
    {
        var file = new FileInfo(Path.Combine(path, name));
        return file.Exists ? file.Length : null;
    }

    public void FlushToDisk() => DiskFlush.Directory(path);
}
