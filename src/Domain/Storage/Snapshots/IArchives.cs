using TeamAccess.Protocol;

namespace TeamAccess.Domain.Storage.Snapshots;

/// <summary>Writes what a store holds as an archive, which any engine can take, and takes one workspace out of such a one.</summary>
public interface IArchives
{
    /// <summary>Writes all that was acknowledged before the call.</summary>
    /// <param name="workspace">The one to write, which exists; null for all.</param>
    /// <param name="output">Written to as fast as it takes it; left open.</param>
    /// <exception cref="StoreUnavailableException">
    /// The store has failed, or so much was written meanwhile that it could keep the state no longer.
    /// </exception>
    Task ExportAsync(WorkspaceId? workspace, Stream output, CancellationToken cancellationToken);

    /// <summary>
    /// Brings the one workspace of an archive, exactly as it was, in small units of work beside everything else. It is
    /// there once all of it is, and was read back and checked. What was broken off goes on when it is called again with
    /// the same archive within a day.
    /// </summary>
    /// <param name="open">
    /// Gives the archive at its beginning. Called twice: once to know that it is whole, before anything is stored.
    /// </param>
    /// <returns>
    /// What is there now, or: the archive is damaged, over a limit, or of more than one workspace (<see
    /// cref="FailureKind.InvalidValue"/>), the workspace is there and not from it (<see cref="FailureKind.Uniqueness"/>),
    /// its secrets could not be checked here, or what was stored does not agree
    /// (<see cref="FailureKind.FailedPrecondition"/>).
    /// </returns>
    /// <exception cref="StoreUnavailableException">The store has failed on the way; what was stored is kept.</exception>
    Task<Result<ImportedArchive>> ImportAsync(Func<Stream> open, ImportLimits limits, CancellationToken cancellationToken);

    /// <summary>
    /// Removes every row that an unfinished import of a workspace has stored, in small units of work beside everything
    /// else, and makes its id free. What was broken off goes on when it is called again. An import that runs meanwhile
    /// ends with an error, and stores nothing more.
    /// </summary>
    /// <returns>
    /// What was removed, or: the workspace is there (<see cref="FailureKind.FailedPrecondition"/>), no import of it was
    /// begun (<see cref="FailureKind.NotFound"/>).
    /// </returns>
    /// <exception cref="StoreUnavailableException">The store has failed; what is left is removed next time.</exception>
    Task<Result<AbandonedImport>> AbandonAsync(WorkspaceId workspace, CancellationToken cancellationToken);
}

/// <param name="Rows">How many rows the archive has.</param>
/// <param name="RowsBefore">How many of them an earlier import, that was broken off, had brought already.</param>
public sealed record ImportedArchive(WorkspaceId Workspace, long Rows, long RowsBefore);

/// <param name="Rows">How many rows this run has removed.</param>
public sealed record AbandonedImport(WorkspaceId Workspace, long Rows);
