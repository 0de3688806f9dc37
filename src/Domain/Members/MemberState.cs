namespace TeamAccess.Domain.Members;

/// <summary>
/// Whether a member has access. A removed member is no row any more but a <see cref="MemberTombstone"/>.
/// </summary>
public enum MemberState
{
    Active,

    /// <summary>No access through any door; readable over SCIM, group memberships kept, userName still taken.</summary>
    Deactivated,
}
