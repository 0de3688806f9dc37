using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>
/// Tells whether an embedded database is what was written to it: each page, each row against its checksum, each index
/// against the rows, each audit chain from its first event to its head, and what rows say of one another.
/// </summary>
public static class LiteDbVerification
{
    /// <summary>
    /// Verifies the database of a directory, which no server may have open. Changes nothing: what the log of a server
    /// that was killed holds is read from there. Needs some 64 MiB, however large the database is.
    /// </summary>
    /// <param name="progress">Told now and then how far it has come; null for nobody.</param>
    /// <returns>What is wrong; damage of any kind is a finding and never an exception.</returns>
    /// <exception cref="FileNotFoundException">The directory has no database.</exception>
    /// <exception cref="IOException">A server has the database open, or the files cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The files may not be read.</exception>
    /// <exception cref="NewerSchemaException">A newer version of the program has written the database.</exception>
    public static Task<VerificationReport> RunAsync(
        string directory, IProgress<VerificationProgress>? progress, CancellationToken cancellationToken) =>
        Task.Run(() => Run(directory, progress, cancellationToken), cancellationToken);

    internal static VerificationReport Run(
        IStorageFile data,
        IStorageFile? log,
        IProgress<VerificationProgress>? progress = null,
        RowSeal? seal = null,
        CancellationToken cancellationToken = default) =>
        new DatabaseCheck(
            seal ?? new RowSeal(isDue: true, RowSeal.Compare), new Findings(progress, cancellationToken)).Run(data, log);

    private static VerificationReport Run(
        string directory, IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
    {
        var dataPath = Path.Combine(directory, DatabaseFiles.DataName);
        using var log = ReadOnlyFile.Open(Path.Combine(directory, DatabaseFiles.LogName));
        using var data = ReadOnlyFile.Open(dataPath);
        if (data is null)
        {
            throw new FileNotFoundException($"There is no database at {dataPath}.", dataPath);
        }

        return Run(data, log, progress, seal: null, cancellationToken);
    }
}
