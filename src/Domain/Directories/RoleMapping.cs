using TeamAccess.Domain.Roles;

namespace TeamAccess.Domain.Directories;

/// <summary>
/// Members of a group, and of the groups nested below it, get a role, as far as the connection's ceiling allows. Exactly
/// one of group and name is set.
/// </summary>
public sealed record RoleMapping
{
    public required WorkspaceId Workspace { get; init; }

    public required RoleMappingId Id { get; init; }

    public required ConnectionId Connection { get; init; }

    /// <summary>A group by id: follows it through renames.</summary>
    public GroupId? Group { get; init; }

    /// <summary>
    /// A group by its <c>displayName</c>, ignoring case: may be set before the group exists, and follows the name.
    /// </summary>
    public string? GroupDisplayName { get; init; }

    public required RoleName Role { get; init; }

    /// <summary>A paused mapping gives nothing until it is resumed.</summary>
    public bool Paused { get; init; }

    public required DateTimeOffset Created { get; init; }
}
