using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;

namespace TeamAccess.Store.Archives;

/// <summary>
/// Removes what an import has stored that was begun and not finished, in small units of work. The first one marks it,
/// and from then on no import goes on with it; the last one makes the workspace's id free. One that was stopped in
/// between goes on when it is started again.
/// </summary>
public static class ImportAbandonment
{
    private const int MostRows = 200;

    // What names other rows goes before them, and whatever can be used for access first of all.
    private static readonly RowKind[] Kinds =
        [.. Enum.GetValues<RowKind>().Where(kind => kind is not (RowKind.Tenant or RowKind.Workspace)).Reverse()];

    /// <inheritdoc cref="IArchives.AbandonAsync"/>
    public static async Task<Result<AbandonedImport>> RunAsync(
        IStore store,
        WorkspaceId workspace,
        TimeProvider time,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellationToken)
    {
        var begun = await store.CommitAsync(
            unit => MarkAsync(unit, workspace, time.GetUtcNow(), cancellationToken), cancellationToken);
        if (!begun.TryGet(out var import, out var failure))
        {
            return failure;
        }

        var rows = 0L;
        foreach (var kind in Kinds)
        {
            string? cursor = null;
            do
            {
                var from = cursor;
                var removed = await store.CommitAsync(
                    unit => RemoveAsync(unit, import, kind, from, cancellationToken), cancellationToken);
                (rows, cursor) = (rows + removed.Count, removed.Next);
                progress?.Report(new ArchiveProgress(rows, kind, workspace, Done: null));
            }
            while (cursor is not null);
        }

        await store.CommitAsync(unit => EndAsync(unit, import, cancellationToken), cancellationToken);
        return rows == 0 && import.Archive.Length == 0
            ? new Failure(
                FailureKind.NotFound,
                $"There is no unfinished import of workspace {workspace.Value}. Nothing was changed.")
            {
                Reason = "NO_SUCH_IMPORT",
            }
            : new AbandonedImport(workspace, rows);
    }

    private static async ValueTask<Outcome<Result<BegunImport>>> MarkAsync(
        IUnitOfWork unit, WorkspaceId workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await unit.Workspaces.FindAsync(workspace, cancellationToken) is not null)
        {
            return Outcome.Discard<Result<BegunImport>>(new Failure(
                FailureKind.FailedPrecondition,
                $"Workspace {workspace.Value} is there: no import of it is unfinished. Nothing was changed.")
            {
                Reason = "WORKSPACE_EXISTS",
            });
        }

        // Rows may be there of which no record is left, so without one it is not known yet whether there is anything.
        var begun = await unit.Imports.FindAsync(workspace, cancellationToken) ?? new BegunImport
        {
            Workspace = workspace,
            Archive = "",
            Attempt = Guid.CreateVersion7(now),
            Begun = now,
            LastStored = now,
        };
        var abandoned = begun with { IsAbandoned = true };
        await unit.Imports.PutAsync(abandoned, cancellationToken);
        return Outcome.Keep<Result<BegunImport>>(abandoned);
    }

    private static async ValueTask<Outcome<RemovedRows>> RemoveAsync(
        IUnitOfWork unit, BegunImport import, RowKind kind, string? cursor, CancellationToken cancellationToken) =>
        await IsCurrentAsync(unit, import, cancellationToken)
            ? Outcome.Keep(await unit.Imports.RemoveRowsAsync(
                import.Workspace, kind, cursor, MostRows, cancellationToken))
            : Outcome.Discard(default(RemovedRows));

    private static async ValueTask<Outcome<bool>> EndAsync(
        IUnitOfWork unit, BegunImport import, CancellationToken cancellationToken)
    {
        if (!await IsCurrentAsync(unit, import, cancellationToken))
        {
            return Outcome.Discard(false);
        }

        await unit.Imports.RemoveAsync(import.Workspace, cancellationToken);
        return Outcome.Keep(true);
    }

    // Another one may have come to the end meanwhile, and the workspace be here, or begun, anew.
    private static async ValueTask<bool> IsCurrentAsync(
        IUnitOfWork unit, BegunImport import, CancellationToken cancellationToken) =>
        await unit.Workspaces.FindAsync(import.Workspace, cancellationToken) is null
        && await unit.Imports.FindAsync(import.Workspace, cancellationToken) is { IsAbandoned: true } begun
        && begun.Attempt == import.Attempt;
}
