using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>A directory in which one file can take the place of another.</summary>
internal interface ICompactionDirectory : IStorageDirectory
{
    /// <summary>
    /// Gives a file the name of another, which is gone then: at any moment that name leads to one of the two. Lasts once
    /// the directory is flushed.
    /// </summary>
    void Replace(string source, string target);

    /// <summary>Removes a file; nothing where there is none.</summary>
    void Delete(string name);
}
