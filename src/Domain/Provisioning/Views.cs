using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Provisioning;

/// <summary>A User as SCIM shows it: the member and the groups it is in.</summary>
/// <param name="Groups">
/// Each once, those it is directly in first, each part in ascending order of id; empty when they were not asked for.
/// </param>
public sealed record UserView(Member Member, IReadOnlyList<GroupReference> Groups)
{
    /// <summary>
    /// The displayName, or userName, of the user that <c>manager</c> names; null when it names no user of the workspace.
    /// </summary>
    public string? ManagerName { get; init; }
}

/// <param name="IsDirect">False when the user is in the group by way of groups nested in it only.</param>
public sealed record GroupReference(GroupId Id, string DisplayName, bool IsDirect);

/// <summary>A Group as SCIM shows it.</summary>
/// <param name="Members">
/// Its own members, Users first, then nested Groups, each in ascending order of id; empty when they were not asked for.
/// </param>
public sealed record GroupView(Group Group, IReadOnlyList<GroupMember> Members);

/// <param name="Display">A User's displayName, or userName when there is none; a Group's displayName.</param>
public sealed record GroupMember(GroupMemberKey Key, string Display);
