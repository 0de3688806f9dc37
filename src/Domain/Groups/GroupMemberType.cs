namespace TeamAccess.Domain.Groups;

/// <summary>What a member of a group is: the <c>type</c> of <c>members</c> (RFC 7643 §4.2), by its name on the wire.</summary>
public enum GroupMemberType
{
    User,
    Group,
}
