namespace TeamAccess.Domain.Storage.Snapshots;

/// <summary>Lets the whole of a store be read at one moment while it goes on serving.</summary>
public interface IStoreSnapshots
{
    /// <summary>
    /// Opens the state that holds every commit acknowledged before the call, and of each later one all or nothing.
    /// Dispose of it soon: an engine keeps what has been replaced meanwhile for as long as it is open.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken);
}

/// <summary>The rows of a store at one moment. For one reader at a time.</summary>
public interface IStoreSnapshot : IAsyncDisposable
{
    /// <summary>The rows of a kind in the order of their keys, read as they are asked for, in bounded memory.</summary>
    /// <param name="workspace">
    /// Only the rows of this workspace; null for all of them, where <see cref="RowKinds.RequireWorkspace"/> lets it be.
    /// </param>
    /// <exception cref="StoreUnavailableException">
    /// The store has failed, was closed, or could keep this state no longer, because too much was written meanwhile.
    /// </exception>
    IAsyncEnumerable<StoredRow> ReadAsync(RowKind kind, WorkspaceId? workspace, CancellationToken cancellationToken);
}
