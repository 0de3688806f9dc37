using System.Text.Json.Nodes;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Projection;

/// <summary>Which attributes a response carries (RFC 7644 §3.9 and each attribute's <c>returned</c>).</summary>
public sealed class AttributeProjection
{
    private static readonly HashSet<string> NoNames = [];

    private readonly ResourceTypeDefinition type;
    private readonly HashSet<string> named;
    private readonly bool onlyNamed;
    private readonly IReadOnlySet<string> written;

    private AttributeProjection(
        ResourceTypeDefinition type, HashSet<string> named, bool onlyNamed, IReadOnlySet<string> written) =>
        (this.type, this.named, this.onlyNamed, this.written) = (type, named, onlyNamed, written);

    /// <summary>Reads the two query parameters; lists are separated by commas, names are read in any case.</summary>
    /// <param name="attributes">Null or blank for the default set. Wins when both are given.</param>
    /// <param name="excludedAttributes">Never takes away <c>schemas</c>, <c>id</c> or what is always returned.</param>
    /// <returns>The projection; names no schema has are ignored, so this fails for nothing yet.</returns>
    public static Result<AttributeProjection> Parse(
        string? attributes, string? excludedAttributes, ResourceTypeDefinition type)
    {
        var onlyNamed = !string.IsNullOrWhiteSpace(attributes);
        var named = new HashSet<string>(StringComparer.Ordinal);
        var names = (onlyNamed ? attributes : excludedAttributes) ?? "";
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (type.IsOwnUri(name))
            {
                named.UnionWith(type.Schema.Attributes.Select(attribute => Key(null, attribute, null)));
            }
            else if (type.FindExtension(name, Dialect.Compatible) is { } extension)
            {
                named.UnionWith(extension.Attributes.Select(attribute => Key(extension, attribute, null)));
            }
            else if (AttributePathParser.TryParse(name, out var path)
                && type.TryFindAttribute(path, Dialect.Compatible, out var found))
            {
                named.Add(found.Name);
            }
        }

        return new AttributeProjection(type, named, onlyNamed, NoNames);
    }

    /// <summary>
    /// The projection of the answer to a write: what is returned on request only is also returned where the client wrote
    /// it (RFC 7643 §7), unless the request itself chose its attributes.
    /// </summary>
    /// <param name="names">Canonical names of what the request speaks of.</param>
    public AttributeProjection AfterWriting(IReadOnlySet<string> names) => new(type, named, onlyNamed, names);

    /// <summary>
    /// Whether any part of that attribute will be returned, so that the rest need not be read at all.
    /// </summary>
    /// <param name="attributeName">A top-level attribute such as <c>members</c>, or with its extension's URN.</param>
    public bool Includes(string attributeName) =>
        AttributePathParser.TryParse(attributeName, out var path)
        && type.TryFindAttribute(path, Dialect.Compatible, out var found)
        && Wants(found.Extension, found.Attribute);

    /// <summary>A new object with what the response may carry. The input is taken apart for it: nothing is copied.</summary>
    public JsonObject Apply(JsonObject full)
    {
        var projected = new JsonObject();
        Copy(full, projected, null, FindOwn);
        foreach (var (name, value) in full.ToList())
        {
            if (type.FindExtension(name, Dialect.Strict) is { } extension && value is JsonObject members)
            {
                var part = new JsonObject();
                Copy(members, part, extension, extension.Find);
                if (part.Count > 0)
                {
                    projected[name] = part;
                }
            }
        }

        return projected;
    }

    private AttributeDefinition? FindOwn(string name) => CommonAttributes.All.Find(name) ?? type.Schema.Find(name);

    private void Copy(
        JsonObject source, JsonObject target, SchemaDefinition? extension, Func<string, AttributeDefinition?> find)
    {
        foreach (var (name, value) in source.ToList())
        {
            if (find(name) is { } attribute && value is not null && Wants(extension, attribute)
                && Part(extension, attribute, value) is { } part)
            {
                source.Remove(name);
                target[name] = part;
            }
        }
    }

    private bool Wants(SchemaDefinition? extension, AttributeDefinition attribute) =>
        !attribute.IsHidden
        && (WantsItself(extension, attribute) || attribute.SubAttributes.Any(sub => IsAlways(sub)));

    /// <summary>Whether more than the sub-attributes that are always returned are wanted.</summary>
    private bool WantsItself(SchemaDefinition? extension, AttributeDefinition attribute) => attribute.Returned switch
    {
        Returned.Always => true,
        Returned.Never => false,
        Returned.Request => onlyNamed ? IsNamed(extension, attribute) : IsWritten(extension, attribute, null),
        Returned.Default => onlyNamed ? IsNamed(extension, attribute) : !IsNamedWhole(extension, attribute),
    };

    private static bool IsAlways(AttributeDefinition attribute) =>
        attribute is { Returned: Returned.Always, IsHidden: false };

    private bool IsWritten(SchemaDefinition? extension, AttributeDefinition attribute, AttributeDefinition? sub) =>
        Holds(written, extension, attribute, sub) && !Holds(named, extension, attribute, sub);

    /// <summary>Whether the attribute or one of its sub-attributes is in the list.</summary>
    private bool IsNamed(SchemaDefinition? extension, AttributeDefinition attribute) =>
        IsNamedWhole(extension, attribute)
        || attribute.SubAttributes.Any(sub => Holds(named, extension, attribute, sub));

    private bool IsNamedWhole(SchemaDefinition? extension, AttributeDefinition attribute) =>
        Holds(named, extension, attribute, null);

    /// <summary>The value with the sub-attributes that are wanted; null when none is left.</summary>
    private JsonNode? Part(SchemaDefinition? extension, AttributeDefinition attribute, JsonNode value)
    {
        if (!attribute.IsComplex)
        {
            return value;
        }

        var wantsItself = WantsItself(extension, attribute);
        bool WantsSub(AttributeDefinition sub) => !sub.IsHidden && (IsAlways(sub) || (wantsItself && WantsMore(sub)));
        bool WantsMore(AttributeDefinition sub) => sub.Returned switch
        {
            Returned.Always => true,
            Returned.Never => false,
            Returned.Request => onlyNamed
                ? Holds(named, extension, attribute, sub)
                : IsWritten(extension, attribute, null) && !Holds(named, extension, attribute, sub),
            Returned.Default => onlyNamed
                ? attribute.Returned == Returned.Always
                    || IsNamedWhole(extension, attribute)
                    || Holds(named, extension, attribute, sub)
                : !Holds(named, extension, attribute, sub),
        };

        var subs = attribute.SubAttributes.Where(WantsSub).Select(sub => sub.Name).ToHashSet(StringComparer.Ordinal);
        if (value is not JsonArray list)
        {
            return PartOf(value, subs);
        }

        var elements = list.ToList();
        list.Clear();
        var parts = new JsonArray();
        foreach (var element in elements)
        {
            if (element is not null && PartOf(element, subs) is { } part)
            {
                parts.Add((JsonNode)part);
            }
        }

        return parts;
    }

    // In place: a list may have as many elements as a group has members.
    private static JsonObject? PartOf(JsonNode value, HashSet<string> subs)
    {
        if (value is not JsonObject part)
        {
            return null;
        }

        for (var n = part.Count - 1; n >= 0; n--)
        {
            if (!subs.Contains(part.GetAt(n).Key))
            {
                part.RemoveAt(n);
            }
        }

        return part.Count == 0 ? null : part;
    }

    // Most requests name nothing, and then no name is made up to be looked for.
    private static bool Holds(
        IReadOnlySet<string> names, SchemaDefinition? extension, AttributeDefinition attribute, AttributeDefinition? sub) =>
        names.Count > 0 && names.Contains(Key(extension, attribute, sub));

    private static string Key(SchemaDefinition? extension, AttributeDefinition attribute, AttributeDefinition? sub) =>
        new AttributeTarget(extension, attribute, sub).Name;
}
