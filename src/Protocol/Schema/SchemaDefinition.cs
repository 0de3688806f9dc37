using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace TeamAccess.Protocol.Schema;

/// <summary>A named set of attributes (RFC 7643 §7).</summary>
public sealed class SchemaDefinition
{
    private readonly FrozenDictionary<string, AttributeDefinition> byName;

    public SchemaDefinition(string id, string name, string description, IReadOnlyList<AttributeDefinition> attributes)
    {
        (Id, Name, Description, Attributes) = (id, name, description, attributes);
        byName = attributes.ToFrozenDictionary(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The schema's URN in canonical casing; comparisons ignore case.</summary>
    public string Id { get; }

    public string Name { get; }

    public string Description { get; }

    public IReadOnlyList<AttributeDefinition> Attributes { get; }

    /// <summary>
    /// The attribute of that name ignoring case, or null. Common attributes are not part of a schema.
    /// </summary>
    public AttributeDefinition? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>A new Schema resource (RFC 7643 §7) without <c>meta</c>, which only the caller knows.</summary>
    public JsonObject ToJson() => SchemaWriter.Write(this);
}
