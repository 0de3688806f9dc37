namespace TeamAccess.Domain.Storage.Snapshots;

/// <summary>Which kinds of rows stand outside of workspaces.</summary>
public static class RowKinds
{
    /// <summary>Those whose rows are read workspace by workspace, in their order.</summary>
    public static IReadOnlyList<RowKind> OfWorkspaces { get; } = [.. Enum.GetValues<RowKind>().Where(IsOfWorkspaces)];

    /// <summary>
    /// Whether the key of such a row begins with its workspace. Tenants stand above workspaces; a request's key holds its
    /// workspace among other things.
    /// </summary>
    public static bool IsOfWorkspaces(this RowKind kind) => kind is not (RowKind.Tenant or RowKind.Request);

    /// <summary>Refuses what no snapshot reads: all workspaces' rows of such a kind at once.</summary>
    /// <exception cref="ArgumentException">The rows are of workspaces, and none is named.</exception>
    public static void RequireWorkspace(this RowKind kind, WorkspaceId? workspace)
    {
        if (workspace is null && kind.IsOfWorkspaces() && kind != RowKind.Workspace)
        {
            throw new ArgumentException("Rows of this kind are read workspace by workspace.", nameof(workspace));
        }
    }
}
