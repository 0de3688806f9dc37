using System.Text.Json.Nodes;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// The body of a PUT. RFC 7644 §3.5.1 leaves open what happens to attributes that it does not carry; here they are cleared, but for those
/// that clients which echo only what they mapped (Okta among them) would lose by accident.
/// </summary>
public sealed class Replacement
{
    private readonly JsonObject attributes;
    private readonly HashSet<string> mentioned;

    private Replacement(JsonObject attributes, HashSet<string> mentioned) =>
        (this.attributes, this.mentioned) = (attributes, mentioned);

    /// <param name="body">As it came: a null or an empty list there clears what would be kept otherwise.</param>
    /// <param name="attributes">The same in canonical form.</param>
    public static Replacement From(JsonObject body, JsonObject attributes)
    {
        var mentioned = body.Select(member => member.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (body.FirstOrDefault(IsSchemas).Value is JsonArray schemas)
        {
            mentioned.UnionWith(schemas.OfType<JsonValue>().Select(uri => uri.TryGetValue<string>(out var text) ? text : ""));
        }

        return new Replacement(attributes, mentioned);
    }

    /// <summary>Whether the body says anything of a top-level attribute, even that it has no value.</summary>
    internal bool Mentions(string attribute) => mentioned.Contains(attribute);

    /// <summary>The attributes as given, and of the stored ones those that silence does not clear.</summary>
    internal JsonObject Over(JsonObject stored)
    {
        var result = attributes.DeepClone().AsObject();
        foreach (var (name, value) in stored)
        {
            if (!result.ContainsKey(name) && !Mentions(name) && IsKept(name))
            {
                result[name] = value?.DeepClone();
            }
        }

        return result;
    }

    // An extension that the client's own list of schemas does not name is one that the client does not know.
    private static bool IsKept(string name) =>
        name is "roles" or "entitlements" or "externalId" || name.StartsWith("urn:", StringComparison.OrdinalIgnoreCase);

    private static bool IsSchemas(KeyValuePair<string, JsonNode?> member) =>
        member.Key.Equals("schemas", StringComparison.OrdinalIgnoreCase);
}
