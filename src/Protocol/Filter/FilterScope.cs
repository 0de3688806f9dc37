using System.Text.Json.Nodes;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Filter;

/// <summary>An attribute a filter may name, and where its values are.</summary>
/// <param name="Leaf">What the values are.</param>
/// <param name="Values">The attribute's values in what is being tested; a list's elements one by one.</param>
internal sealed record FilterAttribute(AttributeDefinition Leaf, Func<JsonNode, IEnumerable<JsonNode>> Values)
{
    /// <summary>A sub-attribute of each value.</summary>
    internal FilterAttribute Sub(AttributeDefinition sub) => new(sub, tested => SubValues(tested, sub.Name));

    private IEnumerable<JsonNode> SubValues(JsonNode tested, string name)
    {
        foreach (var value in Values(tested))
        {
            foreach (var inner in Elements((value as JsonObject)?[name]))
            {
                yield return inner;
            }
        }
    }

    internal static IEnumerable<JsonNode> Elements(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.OfType<JsonNode>(),
        _ => [node],
    };
}

/// <summary>What attribute paths mean at one level of a filter.</summary>
internal abstract class FilterScope
{
    /// <summary>The attribute; null when the filter may not name it, whatever the reason.</summary>
    internal abstract FilterAttribute? Find(AttributePath path);
}

/// <summary>Paths from the resource down.</summary>
/// <param name="type">Of the resources that are tested.</param>
/// <param name="types">Every type of the query.</param>
internal sealed class ResourceScope(
    ResourceTypeDefinition type, Dialect dialect, IReadOnlyList<ResourceTypeDefinition> types) : FilterScope
{
    internal override FilterAttribute? Find(AttributePath path) =>
        FindIn(type, path) is { } own ? own : types
            .Select(other => FindIn(other, path))
            .FirstOrDefault(found => found is not null) is { } foreign
            ? foreign with { Values = _ => [] }
            : null;

    private FilterAttribute? FindIn(ResourceTypeDefinition owner, AttributePath path)
    {
        if (!owner.TryFindAttribute(path, dialect, out var found) || found.Attribute.IsHidden || found.Leaf.IsHidden)
        {
            return null;
        }

        var top = new FilterAttribute(
            found.Attribute, tested => FilterAttribute.Elements(found.ValueIn(tested.AsObject())));
        return found.SubAttribute is null ? top : top.Sub(found.SubAttribute);
    }
}

/// <summary>Inside brackets: a path is a sub-attribute of the value being tested.</summary>
internal sealed class ValueScope(AttributeDefinition attribute) : FilterScope
{
    internal override FilterAttribute? Find(AttributePath path)
    {
        if (path is not { SchemaUri: null, SubAttribute: null })
        {
            return null;
        }

        var self = new FilterAttribute(attribute, tested => [tested]);
        if (!attribute.IsComplex)
        {
            return path.Attribute.Equals("value", StringComparison.OrdinalIgnoreCase) ? self : null;
        }

        return attribute.FindSubAttribute(path.Attribute) is { IsHidden: false } sub
            ? self.Sub(sub)
            : null;
    }
}
