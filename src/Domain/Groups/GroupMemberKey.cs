namespace TeamAccess.Domain.Groups;

/// <summary>A member of a group, a User or another Group.</summary>
/// <param name="Id">The <see cref="MemberId"/>'s or the <see cref="GroupId"/>'s value.</param>
public readonly record struct GroupMemberKey(GroupMemberType Type, Guid Id)
{
    public static GroupMemberKey Of(MemberId member) => new(GroupMemberType.User, member.Value);

    public static GroupMemberKey Of(GroupId group) => new(GroupMemberType.Group, group.Value);

    /// <summary>
    /// Reads the id in <c>members.value</c>. That is not case-exact (RFC 7643 §8.7.1), and some clients write UUIDs in
    /// capitals.
    /// </summary>
    internal static bool TryReadId(string value, out Guid id) => Guid.TryParseExact(value, "D", out id);
}
