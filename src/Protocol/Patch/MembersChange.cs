using TeamAccess.Protocol.Filter;

namespace TeamAccess.Protocol.Patch;

/// <summary>One change of a group's members. Nothing here has read the group, so its size does not matter.</summary>
public abstract record MembersChange
{
    private MembersChange()
    {
    }

    /// <summary>Those who are members already stay so.</summary>
    public sealed record Add(IReadOnlyList<MemberReference> Members) : MembersChange;

    /// <summary>Only these ids go; those who are not members are passed over.</summary>
    public sealed record Remove(IReadOnlyList<string> Values) : MembersChange;

    /// <summary>Everybody goes: a <c>remove</c> of <c>members</c> without any value.</summary>
    public sealed record RemoveAll : MembersChange;

    /// <summary>The members that match go. Paths in the filter are sub-attributes of <c>members</c>.</summary>
    public sealed record RemoveWhere(FilterExpression Filter) : MembersChange;

    /// <summary>These, and nobody else, are members; an empty list empties the group.</summary>
    public sealed record Replace(IReadOnlyList<MemberReference> Members) : MembersChange;
}
