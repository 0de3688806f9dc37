using System.Text.Json.Nodes;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// The body of a PUT. RFC 7644 §3.5.1 leaves open what happens to attributes that it does not carry; here they are
/// cleared, but for those that clients which echo only what they mapped (Okta among them) would lose by accident.
/// </summary>
public sealed class Replacement
{
    private readonly JsonObject attributes;
    private readonly HashSet<string> mentioned;
    private readonly ResourceTypeDefinition type;
    private readonly Dialect dialect;

    private Replacement(
        JsonObject attributes, HashSet<string> mentioned, ResourceTypeDefinition type, Dialect dialect) =>
        (this.attributes, this.mentioned, this.type, this.dialect) = (attributes, mentioned, type, dialect);

    /// <summary>What the body speaks of, under canonical names.</summary>
    public IReadOnlySet<string> Mentioned => mentioned;

    /// <param name="body">As it came: a null or an empty list there clears what would be kept otherwise.</param>
    /// <param name="attributes">The same in canonical form.</param>
    public static Replacement From(
        JsonObject body, JsonObject attributes, ResourceTypeDefinition type, Dialect dialect)
    {
        var mentioned = MentionedAttributes.In(body, type, dialect).ToHashSet(StringComparer.Ordinal);
        foreach (var extension in type.Extensions.Select(extension => extension.Schema.Id).ToList())
        {
            if (SchemasOf(body).Any(uri => type.FindExtension(uri, dialect)?.Id == extension)
                || mentioned.Any(name => name.StartsWith(extension + ":", StringComparison.Ordinal)))
            {
                mentioned.Add(extension);
            }
        }

        return new Replacement(attributes, mentioned, type, dialect);
    }

    /// <summary>
    /// Whether the body says anything of a top-level attribute or extension, even that it has no value.
    /// </summary>
    internal bool Mentions(string attribute) => mentioned.Contains(attribute);

    /// <summary>The attributes as given, and of the stored ones those that silence does not clear.</summary>
    /// <returns>Those, or <see cref="FailureKind.Mutability"/> when an immutable value would change or go.</returns>
    internal Result<JsonObject> Over(JsonObject stored)
    {
        var result = attributes.DeepClone().AsObject();
        foreach (var (name, value) in stored)
        {
            if (!result.ContainsKey(name) && !Mentions(name) && IsKept(name))
            {
                result[name] = value?.DeepClone();
            }
        }

        KeptValues.Carry(stored, result, type, dialect, Mentions);
        return ImmutableValues.Keep(stored, result, type) is { } changed ? changed : result;
    }

    // An extension that the client's own list of schemas does not name is one that the client does not know.
    private static bool IsKept(string name) =>
        name is "roles" or "entitlements" or "externalId" || name.Contains(':', StringComparison.Ordinal);

    private static IEnumerable<string> SchemasOf(JsonObject body) =>
        body["schemas"] is JsonArray schemas
            ? schemas.OfType<JsonValue>().Select(uri => uri.TryGetValue<string>(out var text) ? text : "")
            : [];
}
