using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Provisioning;

/// <summary>A User as SCIM shows it: the member and the groups it is in.</summary>
/// <param name="Groups">Empty when they were not asked for.</param>
public sealed record UserView(Member Member, IReadOnlyList<GroupReference> Groups)
{
    /// <summary>
    /// The displayName, or userName, of the user that <c>manager</c> names; null when it names no user of the workspace.
    /// </summary>
    public string? ManagerName { get; init; }
}

public sealed record GroupReference(GroupId Id, string DisplayName);

/// <summary>A Group as SCIM shows it.</summary>
/// <param name="Members">In ascending order of id; empty when they were not asked for.</param>
public sealed record GroupView(Group Group, IReadOnlyList<GroupMember> Members);

/// <param name="Display">The member's displayName, or userName when there is none.</param>
public sealed record GroupMember(MemberId Id, string Display);
