using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>
/// Gives the disk back what deleted rows have left: the rows are written into a new file, which then takes the old one's
/// place. Whenever it is cut off, by a kill or a power cut, one of the two is there and whole.
/// </summary>
public static class LiteDbCompaction
{
    /// <summary>
    /// Compacts the database of a directory, which no server may have open. Needs room for a second data file, and to be
    /// run as the user that the server runs as, who owns the new file.
    /// </summary>
    /// <param name="progress">Told now and then how far it has come; null for nobody.</param>
    /// <exception cref="DatabaseNotIntactException">The database is damaged; it was left as it is.</exception>
    /// <exception cref="FileNotFoundException">The directory has no database.</exception>
    /// <exception cref="IOException">
    /// A server has the database open, or the disk refused something; the database was left as it is.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The files may not be read or written.</exception>
    /// <exception cref="NewerSchemaException">A newer version of the program has written the database.</exception>
    public static Task<CompactionReport> RunAsync(
        string directory, IProgress<CompactionProgress>? progress, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, DatabaseFiles.DataName);
        return File.Exists(path)
            ? RunAsync(new CompactionDirectory(Path.GetFullPath(directory)), progress, cancellationToken)
            : Task.FromException<CompactionReport>(new FileNotFoundException($"There is no database at {path}.", path));
    }

    internal static async Task<CompactionReport> RunAsync(
        ICompactionDirectory directory, IProgress<CompactionProgress>? progress, CancellationToken cancellationToken)
    {
        using var files = new LockedFiles(directory);
        return await Task.Run(
            () => new DatabaseCopy(directory, files, progress).RunAsync(cancellationToken), cancellationToken);
    }
}
