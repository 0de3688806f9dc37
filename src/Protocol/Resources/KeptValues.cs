using System.Text.Json.Nodes;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>
/// What a replacement that leaves something out does not take away (RFC 7644 §3.5.1): values that are not the client's to
/// write, values it was never shown, and for <see cref="Dialect.Compatible"/> those that could not change anyway.
/// </summary>
public static class KeptValues
{
    /// <param name="stored">The resource as it is.</param>
    /// <param name="replaced">What is to take its place; gets the values that stay.</param>
    /// <param name="mentions">Whether the body says anything of an attribute, even that it has no value.</param>
    public static void Carry(
        JsonObject stored, JsonObject replaced, ResourceTypeDefinition type, Dialect dialect, Func<string, bool> mentions)
    {
        Carry(stored, replaced, null, type.Schema, dialect, mentions);
        foreach (var schema in type.Extensions.Select(extension => extension.Schema))
        {
            if (stored[schema.Id] is JsonObject values)
            {
                var target = replaced[schema.Id] as JsonObject ?? [];
                Carry(values, target, schema, schema, dialect, mentions);
                if (target.Count > 0)
                {
                    replaced[schema.Id] ??= target;
                }
            }
        }
    }

    private static void Carry(
        JsonObject stored,
        JsonObject replaced,
        SchemaDefinition? extension,
        SchemaDefinition schema,
        Dialect dialect,
        Func<string, bool> mentions)
    {
        foreach (var attribute in schema.Attributes)
        {
            if (stored[attribute.Name] is not { } value)
            {
                continue;
            }

            var isSilent = !mentions(new AttributeTarget(extension, attribute, null).Name);
            if (attribute.Mutability == Mutability.ReadOnly || (isSilent && IsKept(attribute, dialect)))
            {
                replaced[attribute.Name] ??= value.DeepClone();
            }
            else if (replaced[attribute.Name] is not null || isSilent)
            {
                CarryInside(attribute, value, replaced, dialect);
            }
        }
    }

    private static void CarryInside(AttributeDefinition attribute, JsonNode stored, JsonObject replaced, Dialect dialect)
    {
        var kept = attribute.SubAttributes
            .Where(sub => sub.Mutability == Mutability.ReadOnly || IsKept(sub, dialect))
            .ToList();
        if (kept.Count == 0)
        {
            return;
        }

        if (stored is JsonArray list)
        {
            CarryInElements(kept, list, replaced[attribute.Name] as JsonArray ?? []);
        }
        else if (stored is JsonObject values)
        {
            var target = replaced[attribute.Name] as JsonObject ?? [];
            CarryAll(kept, values, target);
            if (target.Count > 0)
            {
                replaced[attribute.Name] ??= target;
            }
        }
    }

    private static void CarryInElements(List<AttributeDefinition> kept, JsonArray stored, JsonArray replaced)
    {
        var former = stored.OfType<JsonObject>().ToLookup(ValueIdentity.Of, StringComparer.Ordinal);
        foreach (var element in replaced.OfType<JsonObject>())
        {
            if (former[ValueIdentity.Of(element)].FirstOrDefault() is { } same)
            {
                CarryAll(kept, same, element);
            }
        }
    }

    // Of a complex value whose `value` is another one, what the server derived from the old one is no longer true.
    private static void CarryAll(List<AttributeDefinition> kept, JsonObject stored, JsonObject replaced)
    {
        var isOther = stored["value"] is { } value && !JsonNode.DeepEquals(value, replaced["value"]);
        foreach (var sub in kept.Where(sub => !isOther || sub.Mutability != Mutability.ReadOnly))
        {
            if (stored[sub.Name] is { } each)
            {
                replaced[sub.Name] ??= each.DeepClone();
            }
        }
    }

    private static bool IsKept(AttributeDefinition attribute, Dialect dialect) =>
        attribute.IsHidden || (attribute.Mutability == Mutability.Immutable && dialect == Dialect.Compatible);
}
