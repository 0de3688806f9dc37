using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Roles;

/// <summary>What a change of a role mapping does to members.</summary>
/// <param name="Revision">The workspace's revision that this was worked out at.</param>
/// <param name="Members">A page of those it changes anything of, in order of id.</param>
/// <param name="HasMore">Whether others follow behind the page.</param>
/// <param name="Counts">Of all of them, by how their effective role moves.</param>
/// <param name="Roles">How many of them have each role, in order of rank, the lowest first; roles that none has are left out.</param>
/// <param name="Owner">The owner's move, wherever the page is: Owner they stay; null when it changes nothing of theirs.</param>
/// <param name="ActiveMembers">How many seats are taken, which no role changes.</param>
public sealed record MappingEffects(
    long Revision,
    IReadOnlyList<RoleMove> Members,
    bool HasMore,
    MoveCounts Counts,
    IReadOnlyList<RoleCount> Roles,
    RoleMove? Owner,
    int ActiveMembers);

/// <summary>One member before and after.</summary>
public sealed record RoleMove(Member Before, Member After);

/// <param name="Raised">To a role of higher rank.</param>
/// <param name="Lowered">To a role of lower rank.</param>
/// <param name="Same">The effective role stays, and what the directory or the workspace gives beneath it changes.</param>
public sealed record MoveCounts(int Raised, int Lowered, int Same);

/// <param name="Before">How many of the concerned members have the role now.</param>
/// <param name="After">How many would have it.</param>
public sealed record RoleCount(RoleName Role, int Before, int After);
