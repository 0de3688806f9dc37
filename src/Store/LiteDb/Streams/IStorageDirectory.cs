namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>The directory that holds a database's files.</summary>
internal interface IStorageDirectory
{
    /// <summary>Opens the file for this process alone, creating it empty where it is missing.</summary>
    /// <exception cref="DatabaseInUseException">Another process has it open.</exception>
    IStorageFile Open(string name);

    /// <summary>The length of a file in bytes, or null where there is none.</summary>
    long? LengthOf(string name);

    /// <summary>Returns once the names of created files are on the disk.</summary>
    void FlushToDisk();
}
