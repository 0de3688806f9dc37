using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>A database beside the one of the same directory: the same files with something behind their names.</summary>
internal sealed class RenamedFiles(IStorageDirectory directory, string suffix) : IStorageDirectory
{
    public IStorageFile Open(string name) => directory.Open(name + suffix);

    public long? LengthOf(string name) => directory.LengthOf(name + suffix);

    public void FlushToDisk() => directory.FlushToDisk();
}
