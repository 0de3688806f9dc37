using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Patch;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>RFC 7643 §7, RFC 7644 §3.5.1: what is immutable may be given once, and never changes or goes after that.</summary>
public static class ImmutableValues
{
    /// <summary>Compares a changed resource with what it was.</summary>
    /// <param name="after">
    /// Where an immutable value was sent in other words that mean the same, in another case say, the stored ones stay.
    /// </param>
    public static Failure? Keep(JsonObject before, JsonObject after, ResourceTypeDefinition type)
    {
        var failure = Keep(before, after, type.Schema, "");
        foreach (var schema in type.Extensions.Select(extension => extension.Schema))
        {
            if (failure is null && before[schema.Id] is JsonObject values)
            {
                failure = Keep(values, after[schema.Id] as JsonObject ?? [], schema, $"{schema.Id}:");
            }
        }

        return failure;
    }

    internal static Failure Changed(string name) =>
        new(FailureKind.Mutability, $"{name} cannot change once it has a value.") { Attribute = name };

    private static Failure? Keep(JsonObject before, JsonObject after, SchemaDefinition schema, string prefix)
    {
        foreach (var attribute in schema.Attributes)
        {
            if (before[attribute.Name] is { } old && Keep(attribute, old, after, prefix + attribute.Name) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private static Failure? Keep(AttributeDefinition attribute, JsonNode old, JsonObject after, string name)
    {
        if (attribute.Mutability == Mutability.Immutable)
        {
            return KeepValue(attribute, old, after, name);
        }

        if (!attribute.SubAttributes.Any(sub => sub.Mutability == Mutability.Immutable))
        {
            return null;
        }

        return old is JsonArray list
            ? KeepInElements(attribute, list, after[attribute.Name] as JsonArray ?? [], name)
            : KeepSubAttributes(attribute, (JsonObject)old, after[attribute.Name] as JsonObject ?? [], name);
    }

    private static Failure? KeepValue(AttributeDefinition attribute, JsonNode old, JsonObject after, string name)
    {
        if (old.IsEmpty())
        {
            return null;
        }

        if (!SameValue.Of(attribute, old, after[attribute.Name]))
        {
            return Changed(name);
        }

        after[attribute.Name] = old.DeepClone();
        return null;
    }

    private static Failure? KeepSubAttributes(AttributeDefinition complex, JsonObject old, JsonObject after, string name)
    {
        foreach (var sub in complex.SubAttributes.Where(sub => sub.Mutability == Mutability.Immutable))
        {
            if (old[sub.Name] is { } value && KeepValue(sub, value, after, $"{name}.{sub.Name}") is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    // An element that goes, or comes, is a change of the list and not of the element.
    private static Failure? KeepInElements(AttributeDefinition complex, JsonArray old, JsonArray after, string name)
    {
        var former = old.OfType<JsonObject>().ToLookup(ValueIdentity.Of, StringComparer.Ordinal);
        foreach (var element in after.OfType<JsonObject>())
        {
            if (former[ValueIdentity.Of(element)].FirstOrDefault() is { } same
                && KeepSubAttributes(complex, same, element, name) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }
}
