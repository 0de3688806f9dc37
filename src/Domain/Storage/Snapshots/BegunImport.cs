namespace TeamAccess.Domain.Storage.Snapshots;

/// <summary>
/// A workspace of which an import has stored something, and not yet the workspace itself: nobody may make one of that
/// id, since it would take over what is there. It stays until the workspace is there, or the import was abandoned.
/// </summary>
public sealed record BegunImport
{
    public required WorkspaceId Workspace { get; init; }

    /// <summary>The SHA-256 of the archive, as its end tells it; empty where nobody knows any more.</summary>
    public required string Archive { get; init; }

    /// <summary>Another one each time that it is begun: nothing goes on with what an abandoned one has left.</summary>
    public required Guid Attempt { get; init; }

    public required DateTimeOffset Begun { get; init; }

    /// <summary>When rows of it were stored last.</summary>
    public required DateTimeOffset LastStored { get; init; }

    /// <summary>How many rows of the workspace were stored.</summary>
    public long Rows { get; init; }

    /// <summary>Whether its rows are being removed, so that no import goes on with it.</summary>
    public bool IsAbandoned { get; init; }

    /// <summary>Whether anything of a workspace is there that has no row itself.</summary>
    public static async ValueTask<bool> HasRowsAsync(
        IUnitOfWork unit, WorkspaceId workspace, CancellationToken cancellationToken) =>
        await unit.Imports.FindAsync(workspace, cancellationToken) is not null
        || (await unit.Members.ListAsync(workspace, new RowSelection.All(), null, 0, 1, cancellationToken)).Items.Count > 0
        || (await unit.Audit.QueryAsync(workspace, new Audit.AuditQuery(), 1, cancellationToken)).Events.Count > 0;
}
