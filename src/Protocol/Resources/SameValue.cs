using System.Text.Json.Nodes;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>When two values of an attribute mean the same: by its type and <c>caseExact</c>, as filters compare them.</summary>
internal static class SameValue
{
    internal static bool Of(AttributeDefinition attribute, JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (JsonArray first, JsonArray second) => first.Count == second.Count
            && first.All(value => second.Any(candidate => Of(attribute, value, candidate))),
        (JsonObject first, JsonObject second) => attribute.SubAttributes
            .All(sub => Of(sub, first[sub.Name], second[sub.Name])),
        (JsonValue first, JsonValue second) => JsonNode.DeepEquals(first, second)
            || ComparableText.Of(attribute, first) == ComparableText.Of(attribute, second),
        _ => false,
    };
}
