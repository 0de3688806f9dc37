namespace TeamAccess.Domain.Storage.Snapshots;

/// <summary>
/// A workspace of which an import has stored something, and not yet the workspace itself: nobody may make one of that
/// id, since it would take over what is there.
/// </summary>
public static class BegunImport
{
    /// <summary>
    /// The key of the record that an import leaves for each workspace it brings; its result names the archive. Begins
    /// with a line feed, so that it is no workspace's own record, and is forgotten with all of them after a day.
    /// </summary>
    public static string KeyOf(WorkspaceId workspace) => $"\nimport-of\n{workspace.Value}";

    /// <summary>Whether anything of a workspace is there that has no row itself.</summary>
    internal static async ValueTask<bool> HasRowsAsync(
        IUnitOfWork unit, WorkspaceId workspace, CancellationToken cancellationToken) =>
        await unit.Idempotency.FindAsync(KeyOf(workspace), cancellationToken) is not null
        || (await unit.Members.ListAsync(workspace, new RowSelection.All(), null, 0, 1, cancellationToken)).Items.Count > 0
        || (await unit.Audit.QueryAsync(workspace, new Audit.AuditQuery(), 1, cancellationToken)).Events.Count > 0;
}
