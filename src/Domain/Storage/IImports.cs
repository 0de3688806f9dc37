using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Domain.Storage;

/// <summary>Imports that were begun and are not finished, each with the workspace it is to bring.</summary>
public interface IImportReader
{
    ValueTask<BegunImport?> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    /// <summary>In ordinal order of the workspaces' ids.</summary>
    /// <param name="after">The last workspace of the previous page; null for the first.</param>
    ValueTask<IReadOnlyList<BegunImport>> ListAsync(
        WorkspaceId? after, int limit, CancellationToken cancellationToken);
}

public interface IImportWriter : IImportReader
{
    /// <summary>Adds it, or replaces the one of the same workspace.</summary>
    ValueTask PutAsync(BegunImport begun, CancellationToken cancellationToken);

    /// <summary>Nothing happens when there is none.</summary>
    ValueTask RemoveAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    /// <summary>
    /// Removes rows of a kind that an import has stored, and looks at no more than <paramref name="limit"/>. The domain
    /// sees to it that the workspace is not there.
    /// </summary>
    /// <param name="kind">Any but <see cref="RowKind.Tenant"/> and <see cref="RowKind.Workspace"/>.</param>
    /// <param name="cursor">The previous step's <see cref="RemovedRows.Next"/>; null for the first.</param>
    ValueTask<RemovedRows> RemoveRowsAsync(
        WorkspaceId workspace, RowKind kind, string? cursor, int limit, CancellationToken cancellationToken);
}

/// <param name="Count">How many were removed.</param>
/// <param name="Next">Where to go on, opaque to all but the store; null when none of the kind are left.</param>
public readonly record struct RemovedRows(int Count, string? Next);
