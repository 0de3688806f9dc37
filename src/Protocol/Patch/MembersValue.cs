using System.Text.Json.Nodes;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Patch;

/// <summary>
/// Guards <c>members</c> against values that carry nothing: read as "no value", as for other attributes, a client's
/// slip would put everybody out of the group.
/// </summary>
internal static class MembersValue
{
    internal static bool IsMeant(AttributeTarget target) =>
        target is { Extension: null, Attribute: { Name: "members", MultiValued: true }, SubAttribute: null };

    /// <param name="raw">The whole list as sent.</param>
    /// <param name="read">What was read of it, an entry for each value that carries something.</param>
    /// <returns>Null for <c>[]</c>, and when every value sent names a member.</returns>
    internal static Failure? CheckReplacement(AttributeTarget target, JsonNode? raw, JsonArray read)
    {
        var sent = raw is JsonArray list ? list.Count : 1;
        return !IsMeant(target) || read.Count == sent
            ? null
            : Failure.InvalidValue(
                target.Name, "Every value of members must name a member; send an empty list to remove everybody.");
    }

    /// <param name="read">What was read of the value for <c>members[…]</c>; null when it carries nothing.</param>
    internal static Failure? CheckFiltered(AttributeTarget target, JsonNode? read) =>
        !IsMeant(target) || read is not null
            ? null
            : Failure.InvalidValue(target.Name, "The value names nothing; use remove to take members out.");

    internal static Failure? CheckRemoval(AttributeTarget target, JsonNode? raw) =>
        !IsMeant(target) || raw is not null
            ? null
            : Failure.InvalidValue(target.Name, "The value is null; leave value out to remove everybody.");
}
