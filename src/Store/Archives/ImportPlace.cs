using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Archives;

/// <summary>
/// Whether an archive's workspaces may be brought here, and the records by which they are held until they are: one for
/// each, taken with the first part, and given back with the workspace itself.
/// </summary>
internal sealed class ImportPlace(VerifiedArchive archive)
{
    private static readonly byte[] NoFingerprint = new byte[32];

    private readonly string name = archive.Trailer.Sha256;

    /// <returns>The attempt to go on with, or the one that has ended; null where this archive was not begun.</returns>
    /// <exception cref="ArchiveException">A workspace is there, or begun, and not from this archive.</exception>
    public async ValueTask<Guid?> FindAttemptAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        Guid? attempt = null;
        WorkspaceId? free = null;
        foreach (var workspace in archive.Check.Workspaces)
        {
            var found = await FindAttemptAsync(unit, workspace, cancellationToken);
            if (found is null)
            {
                free ??= workspace;
            }
            else if (found != (attempt ??= found))
            {
                throw Taken(workspace);
            }
        }

        return attempt is not null && free is { } abandoned
            ? throw new ArchiveException(
                $"An import of this archive was begun, and of workspace {abandoned.Value} abandoned. Abandon it of the "
                + "archive's other workspaces too, or go on with an archive without that one. Nothing was changed.")
            {
                IsPlaceTaken = true,
            }
            : attempt;
    }

    public async ValueTask ReserveAsync(
        IUnitOfWork unit, Guid attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var workspace in archive.Check.Workspaces)
        {
            await unit.Imports.PutAsync(
                new BegunImport
                {
                    Workspace = workspace,
                    Archive = name,
                    Attempt = attempt,
                    Begun = now,
                    LastStored = now,
                },
                cancellationToken);
        }
    }

    /// <summary>To be called in the unit that stores a part, which it keeps from outliving an abandonment.</summary>
    /// <exception cref="ArchiveException">The import of a workspace was abandoned meanwhile.</exception>
    public async ValueTask AdvanceAsync(
        IUnitOfWork unit,
        Guid attempt,
        IReadOnlyList<StoredRow> part,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        foreach (var rows in part.Where(IsHeld).GroupBy(row => row.Workspace!.Value))
        {
            // Asked for first: it is what keeps other units out of the workspace.
            var isThere = await unit.Workspaces.FindAsync(rows.Key, cancellationToken) is not null;
            var begun = await unit.Imports.FindAsync(rows.Key, cancellationToken);
            if (isThere || begun is not { IsAbandoned: false } || begun.Attempt != attempt)
            {
                throw new ArchiveException(
                    $"The import of workspace {rows.Key.Value} was abandoned while it ran. Begin it anew once "
                    + "that has come to its end.")
                {
                    IsAbandoned = true,
                };
            }

            if (rows.Any(row => row.Kind == RowKind.Workspace))
            {
                await unit.Imports.RemoveAsync(rows.Key, cancellationToken);
                await MarkAsync(unit, EndOf(rows.Key), attempt.ToString("N"), now, cancellationToken);
            }
            else
            {
                await unit.Imports.PutAsync(
                    begun with { Rows = begun.Rows + rows.Count(), LastStored = now }, cancellationToken);
            }
        }
    }

    /// <summary>Leaves a record that is no workspace's, and is forgotten after a day.</summary>
    /// <param name="key">Begins with a line feed, as no workspace's own does.</param>
    public static ValueTask MarkAsync(
        IUnitOfWork unit, string key, string result, DateTimeOffset now, CancellationToken cancellationToken) =>
        unit.Idempotency.AddAsync(
            new IdempotencyRecord(key, NoFingerprint, result, 0, 0, now), cancellationToken);

    private static ArchiveException Taken(WorkspaceId there) => new(
        $"There is a workspace {there.Value} here already, or an import of it was begun from another archive, or is "
        + "being abandoned. Nothing was changed.")
    {
        IsPlaceTaken = true,
    };

    // In an archive of a whole store the requests come behind all workspaces, which are there by then.
    private bool IsHeld(StoredRow row) =>
        row.Workspace is not null && (row.Kind.IsOfWorkspaces() || archive.Header.Workspace is not null);

    private async ValueTask<Guid?> FindAttemptAsync(
        IUnitOfWork unit, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var isThere = await unit.Workspaces.FindAsync(workspace, cancellationToken) is not null;
        if (await unit.Imports.FindAsync(workspace, cancellationToken) is { } begun)
        {
            return begun.Archive == name && !begun.IsAbandoned ? begun.Attempt : throw Taken(workspace);
        }

        if (!isThere)
        {
            return null;
        }

        return await unit.Idempotency.FindAsync(EndOf(workspace), cancellationToken) is { } ended
            ? Guid.ParseExact(ended.Result, "N")
            : throw Taken(workspace);
    }

    // Begins with a line feed, so that it is no workspace's, and is forgotten after a day.
    private string EndOf(WorkspaceId workspace) => $"\nimported\n{name}\n{workspace.Value}";
}
