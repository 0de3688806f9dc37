namespace TeamAccess.Domain.Workspaces;

/// <summary>The white-label brand above workspaces.</summary>
/// <param name="Admins">
/// Members who may create workspaces and appoint an owner to a vacant one. It gives no access to a workspace's own
/// data.
/// </param>
public sealed record Tenant(TenantId Id, string DisplayName, IReadOnlyList<TenantAdmin> Admins, DateTimeOffset Created);

/// <summary>
/// A tenant admin is a member of one of its workspaces, and stops being one when that membership ends.
/// </summary>
public readonly record struct TenantAdmin(WorkspaceId Workspace, MemberId Member);
