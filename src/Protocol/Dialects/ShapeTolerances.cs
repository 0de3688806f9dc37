using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Dialects;

/// <summary>Values that arrive in another container than the schema says.</summary>
internal static class ShapeTolerances
{
    private static readonly HashSet<string> OftenNumeric =
        new(StringComparer.Ordinal) { "employeeNumber", "costCenter", "externalId", "postalCode" };

    /// <summary>OneLogin sends <c>emails</c> as one object instead of a list.</summary>
    internal static IEnumerable<JsonNode?> AsList(JsonNode raw) => raw as JsonArray ?? (IEnumerable<JsonNode?>)[raw];

    /// <summary>Okta sends <c>[true]</c> for <c>active</c>, Entra <c>[{"value":…}]</c> for <c>manager</c>.</summary>
    /// <returns>False when the list holds more than one value.</returns>
    internal static bool TryUnwrap(JsonArray list, out JsonNode? only)
    {
        only = list.Count == 0 ? null : list[0];
        return list.Count <= 1;
    }

    /// <summary>
    /// An <c>employeeNumber</c> that is a number where it comes from may arrive as a JSON number: its digits are the text.
    /// </summary>
    /// <returns>Null when the value is no number, or the attribute is none that is often numeric.</returns>
    internal static JsonValue? ReadNumber(AttributeDefinition attribute, JsonNode raw) =>
        raw.GetValueKind() == JsonValueKind.Number && OftenNumeric.Contains(attribute.Name)
            ? JsonValue.Create(raw.ToJsonString())
            : null;

    /// <summary>
    /// Rauthy and scim-for-keycloak send the object of a path-less operation as JSON inside a string.
    /// </summary>
    internal static JsonObject? ReadObjectInString(string text) =>
        ScimJson.ParseObject(System.Text.Encoding.UTF8.GetBytes(text)).TryGet(out var value, out _) ? value : null;
}
