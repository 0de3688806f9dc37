using System.Text.Json.Nodes;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Search;

/// <summary>
/// Lets filters see the addresses that are returned, <c>meta.location</c> and each <c>$ref</c>. The domain's resources
/// have none, and most filters ask for none, so they are only made for a filter that does.
/// </summary>
internal static class LocationFilter
{
    /// <returns>
    /// The same test; where the filter names an address, one that adds addresses to the resource it is given.
    /// </returns>
    public static Func<JsonObject, bool> Over(
        Func<JsonObject, bool> matches, FilterExpression filter, ResourceTypeDefinition type, Locations locations) =>
        !MentionsAddress(filter)
            ? matches
            : resource =>
            {
                locations.AddTo(resource, type);
                return matches(resource);
            };

    /// <remarks>No deeper than the parser's limit on nesting.</remarks>
    internal static bool MentionsAddress(FilterExpression filter) => filter switch
    {
        AndFilter and => and.Operands.Any(MentionsAddress),
        OrFilter or => or.Operands.Any(MentionsAddress),
        NotFilter not => MentionsAddress(not.Operand),
        ValuePathFilter valuePath => MentionsAddress(valuePath.Inner),
        PresentFilter present => IsAddress(present.Path),
        ComparisonFilter comparison => IsAddress(comparison.Path),
        _ => false,
    };

    /// <summary>Inside the brackets of <c>meta[…]</c> and <c>members[…]</c> the name comes alone.</summary>
    private static bool IsAddress(AttributePath path) =>
        (path.SubAttribute ?? path.Attribute) is var name
        && (name.Equals("$ref", StringComparison.OrdinalIgnoreCase)
            || name.Equals("location", StringComparison.OrdinalIgnoreCase));
}
