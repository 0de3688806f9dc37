using System.Text.Json.Nodes;
using TeamAccess.Protocol.Dialects;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>
/// Reads values of attributes. Each method gives null or the failure, and the value as a new node in canonical form;
/// a null value means the attribute is unassigned.
/// </summary>
internal static class ValueReader
{
    /// <summary>
    /// How many values a list may have. More would not fit into a resource, but would cost their reading; only
    /// <c>members</c> are kept apart from the resource, and as many as a body holds.
    /// </summary>
    internal const int MaxValues = 1_000;

    internal static Failure? Read(
        AttributeDefinition attribute, JsonNode? raw, string name, Dialect dialect, out JsonNode? value)
    {
        if (!attribute.MultiValued)
        {
            return ReadOne(attribute, raw, name, dialect, out value);
        }

        var failure = ReadList(attribute, raw, name, dialect, out var list);
        value = list.Count == 0 ? null : list;
        return failure;
    }

    /// <summary>Reads all values of a multi-valued attribute; none gives an empty list.</summary>
    internal static Failure? ReadList(
        AttributeDefinition attribute, JsonNode? raw, string name, Dialect dialect, out JsonArray list)
    {
        list = [];
        if (raw is null || (dialect == Dialect.Compatible && OktaTolerances.IsUnset(raw)))
        {
            return null;
        }

        if (raw is not JsonArray && dialect == Dialect.Strict)
        {
            return Failure.InvalidValue(name, $"{name} must be a list.");
        }

        if (raw is JsonArray { Count: > MaxValues } && attribute.Name != "members")
        {
            return Failure.InvalidValue(name, $"{name} may have {MaxValues} values.");
        }

        foreach (var element in ShapeTolerances.AsList(raw))
        {
            if (element is JsonArray)
            {
                return Failure.InvalidValue(name, $"{name} must not hold a list inside its list.");
            }

            var failure = ReadOne(attribute, element, name, dialect, out var value);
            if (failure is not null)
            {
                return failure;
            }

            // An element that carries nothing is a slip where something is required of each: read as no value, it would
            // turn a full list into a shorter one.
            failure = value is not null || attribute.IsComplex
                ? RequiredAttributes.CheckSubAttributes(value as JsonObject ?? [], attribute, name)
                : null;
            if (failure is not null)
            {
                return failure;
            }

            if (value is not null)
            {
                list.Add(value);
            }
        }

        return PrimaryValue.KeepOne(attribute, list, name, dialect);
    }

    /// <summary>Reads one value: of a single-valued attribute, or one element of a list.</summary>
    internal static Failure? ReadOne(
        AttributeDefinition attribute, JsonNode? raw, string name, Dialect dialect, out JsonNode? value)
    {
        value = null;
        if (dialect == Dialect.Compatible && raw is JsonArray list)
        {
            if (!ShapeTolerances.TryUnwrap(list, out raw))
            {
                return Failure.InvalidValue(name, $"{name} takes one value, not a list.");
            }
        }

        if (raw is null)
        {
            return null;
        }

        if (dialect == Dialect.Compatible && OktaTolerances.IsUnset(raw))
        {
            return attribute.Required ? Failure.InvalidValue(name, $"{name} must not be empty.") : null;
        }

        return attribute.IsComplex
            ? ReadComplex(attribute, raw, name, dialect, out value)
            : SimpleValueReader.Read(attribute, raw, name, dialect, out value);
    }

    private static Failure? ReadComplex(
        AttributeDefinition attribute, JsonNode raw, string name, Dialect dialect, out JsonNode? value)
    {
        value = null;
        if (!TryGetMembers(attribute, raw, dialect, out var members))
        {
            return Failure.InvalidValue(name, $"{name} must be an object.");
        }

        var complex = new JsonObject();
        var ignored = false;
        foreach (var (key, rawSub) in members)
        {
            var sub = FindSubAttribute(attribute, key, dialect);
            if (sub is null && dialect == Dialect.Strict)
            {
                return new Failure(FailureKind.InvalidSyntax, "The schema has no sub-attribute of this name.")
                {
                    Attribute = $"{name}.{key}",
                };
            }

            if (sub is null || sub.Mutability == Mutability.ReadOnly)
            {
                ignored |= !rawSub.IsEmpty();
                continue;
            }

            var failure = Read(sub, rawSub, $"{name}.{sub.Name}", dialect, out var subValue);
            if (failure is not null)
            {
                return failure;
            }

            if (subValue is not null)
            {
                complex[sub.Name] = subValue;
            }
        }

        ReferenceValue.Complete(complex, attribute);

        // Taking such an element for "no value" would empty the list it was meant to fill.
        if (complex.Count == 0 && ignored && attribute.MultiValued)
        {
            return Failure.InvalidValue(name, $"A value of {name} has no sub-attribute that can be set.");
        }

        value = complex.Count == 0 ? null : complex;
        return null;
    }

    /// <summary>The object a complex value was sent as, or the one a bare value stands for.</summary>
    internal static bool TryGetMembers(
        AttributeDefinition attribute, JsonNode raw, Dialect dialect, out JsonObject members)
    {
        var found = raw as JsonObject;
        if (found is null && dialect == Dialect.Compatible)
        {
            found = EntraTolerances.WrapBareValue(attribute, raw);
        }

        members = found ?? [];
        return found is not null;
    }

    internal static AttributeDefinition? FindSubAttribute(AttributeDefinition attribute, string key, Dialect dialect) =>
        attribute.FindSubAttribute(key)
        ?? (dialect == Dialect.Compatible ? EntraTolerances.FindSubAttribute(attribute, key) : null);
}
