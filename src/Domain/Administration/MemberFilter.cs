using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;

namespace TeamAccess.Domain.Administration;

/// <summary>Which members to list. Every part that is set must hold.</summary>
/// <param name="UserName">A whole userName, ignoring case.</param>
public sealed record MemberFilter(MemberState? State, RoleName? Role, string? UserName)
{
    internal bool Matches(Member member) =>
        (State is null || member.State == State) && (Role is null || member.Role == Role);
}
