using System.Text.Json.Nodes;
using TeamAccess.Protocol.Dialects;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>
/// Which attributes a body speaks of. <see cref="ResourceReader"/> gives the same for <c>"roles":[]</c> and for no
/// <c>roles</c> at all, yet a PUT means two things by them: take the roles away, and leave them alone.
/// </summary>
public static class MentionedAttributes
{
    /// <returns>
    /// Canonical names of top-level attributes, an extension's with its URN; unknown ones are left out.
    /// </returns>
    public static IReadOnlySet<string> In(JsonObject body, ResourceTypeDefinition type, Dialect dialect)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(body, type, dialect, names);
        return names;
    }

    private static void Collect(JsonObject body, ResourceTypeDefinition type, Dialect dialect, HashSet<string> names)
    {
        foreach (var (key, raw) in body)
        {
            if (type.FindExtension(key, dialect) is { } extension)
            {
                CollectExtension(raw, extension, names);
            }
            else if (dialect == Dialect.Compatible && raw is JsonObject own && type.IsOwnUri(key))
            {
                Collect(own, type, dialect, names);
            }
            else if (type.TryFindKey(key, dialect, out var found)
                && !(dialect == Dialect.Compatible && OktaTolerances.LeavesAlone(found.Attribute, raw)))
            {
                names.Add((found with { SubAttribute = null }).Name);
            }
        }
    }

    /// <summary>An extension without value speaks of all it could hold.</summary>
    private static void CollectExtension(JsonNode? raw, SchemaDefinition extension, HashSet<string> names)
    {
        foreach (var attribute in extension.Attributes)
        {
            if (raw.IsEmpty() || (raw is JsonObject members && members.Any(member => Names(member.Key, attribute))))
            {
                names.Add(new AttributeTarget(extension, attribute, null).Name);
            }
        }
    }

    private static bool Names(string key, AttributeDefinition attribute) =>
        AttributePathParser.TryParse(key, out var path)
        && path.Attribute.Equals(attribute.Name, StringComparison.OrdinalIgnoreCase);
}
