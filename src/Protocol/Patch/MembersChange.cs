using System.Text.Json.Nodes;
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

    /// <summary>Only these go; those who are not members, or not of the type given, are passed over.</summary>
    public sealed record Remove(IReadOnlyList<MemberReference> Members) : MembersChange;

    /// <summary>Everybody goes: a <c>remove</c> of <c>members</c> without any value.</summary>
    public sealed record RemoveAll : MembersChange;

    /// <summary>The members that match go.</summary>
    /// <param name="Filter">Its paths are sub-attributes of <c>members</c>.</param>
    /// <param name="Matches">The same as a test of one member as it is shown.</param>
    public sealed record RemoveWhere(FilterExpression Filter, Func<JsonObject, bool> Matches) : MembersChange;

    /// <summary>These, and nobody else, are members; an empty list empties the group.</summary>
    public sealed record Replace(IReadOnlyList<MemberReference> Members) : MembersChange;
}
