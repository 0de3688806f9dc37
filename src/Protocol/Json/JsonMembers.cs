using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamAccess.Protocol.Json;

/// <summary>Small questions about nodes.</summary>
internal static class JsonMembers
{
    /// <summary>
    /// The member of that name ignoring case, whichever way the object was made; null when absent or null.
    /// </summary>
    internal static JsonNode? FindMember(this JsonObject json, string name)
    {
        if (json.TryGetPropertyValue(name, out var exact))
        {
            return exact;
        }

        foreach (var (key, value) in json)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The text of a string node, dates that were put in as such included; null for anything else.</summary>
    internal static string? AsText(this JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            return null;
        }

        return value.TryGetValue<string>(out var text)
            ? text
            : JsonNode.Parse(value.ToJsonString())?.GetValue<string>();
    }

    internal static bool IsTrue(this JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.True;

    /// <summary>
    /// RFC 7643 §2.5: null, an empty list, an empty object, and a string without characters are no value.
    /// </summary>
    internal static bool IsEmpty(this JsonNode? node) => node switch
    {
        null => true,
        JsonObject json => json.Count == 0,
        JsonArray list => list.Count == 0,
        _ => node.AsText() is "",
    };
}
