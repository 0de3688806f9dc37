namespace TeamAccess.Domain.Storage.Snapshots;

/// <summary>Writes what a store holds as an archive, which any engine can take.</summary>
public interface IArchives
{
    /// <summary>Writes all that was acknowledged before the call.</summary>
    /// <param name="workspace">The one to write, which exists; null for all.</param>
    /// <param name="output">Written to as fast as it takes it; left open.</param>
    /// <exception cref="StoreUnavailableException">
    /// The store has failed, or so much was written meanwhile that it could keep the state no longer.
    /// </exception>
    Task ExportAsync(WorkspaceId? workspace, Stream output, CancellationToken cancellationToken);
}
