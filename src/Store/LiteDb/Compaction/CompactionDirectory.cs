using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>The same on a real disk.</summary>
internal sealed class CompactionDirectory(string directoryPath) : ICompactionDirectory
{
    private readonly string path = Path.GetFullPath(directoryPath);
    private readonly DiskDirectory directory = new(directoryPath);

    public IStorageFile Open(string name) => directory.Open(name);

    public long? LengthOf(string name) => directory.LengthOf(name);

    public void FlushToDisk() => directory.FlushToDisk();

    public void Replace(string source, string target) =>
        File.Move(Path.Combine(path, source), Path.Combine(path, target), overwrite: true);

    public void Delete(string name) => File.Delete(Path.Combine(path, name));
}
