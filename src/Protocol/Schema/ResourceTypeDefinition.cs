using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Dialects;
using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Schema;

/// <summary>A kind of resource: its endpoint, its schema and the extensions it may carry (RFC 7643 §6).</summary>
public sealed class ResourceTypeDefinition
{
    /// <summary>What the resource type is found by among resource types.</summary>
    public required string Id { get; init; }

    /// <summary>Also the <c>meta.resourceType</c> of its resources; the id when it has no other.</summary>
    public string Name { get => field ?? Id; init; }

    /// <summary>Path below the base URL, with its leading slash.</summary>
    public required string Endpoint { get; init; }

    public required string Description { get; init; }

    public required SchemaDefinition Schema { get; init; }

    public IReadOnlyList<SchemaExtension> Extensions { get; init; } = [];

    /// <summary>Attributes and sub-attributes whose values no two resources may share, extensions included.</summary>
    public IReadOnlyList<AttributeTarget> UniqueAttributes => field ??=
        [.. UniqueIn(null, Schema), .. Extensions.SelectMany(extension => UniqueIn(extension.Schema, extension.Schema))];

    /// <summary>The same type with these extensions.</summary>
    internal ResourceTypeDefinition With(IReadOnlyList<SchemaExtension> extensions) => new()
    {
        Id = Id,
        Name = Name,
        Endpoint = Endpoint,
        Description = Description,
        Schema = Schema,
        Extensions = extensions,
    };

    /// <summary>A new ResourceType resource (RFC 7643 §6) without <c>meta</c>, which only the caller knows.</summary>
    public JsonObject ToJson() => SchemaWriter.Write(this);

    /// <summary>
    /// The <c>schemas</c> of a resource: this type's schema and each extension the resource has values of.
    /// </summary>
    public JsonArray SchemasOf(JsonObject resource)
    {
        var schemas = new JsonArray(Schema.Id);
        foreach (var extension in Extensions)
        {
            if (extension.Required || resource.ContainsKey(extension.Schema.Id))
            {
                schemas.Add(extension.Schema.Id);
            }
        }

        return schemas;
    }

    /// <summary>
    /// Finds an attribute by path ignoring case: common and core attributes first; an extension's attribute needs its
    /// URN, but for <see cref="Dialect.Compatible"/>, where an unqualified name that only an extension has is found
    /// there.
    /// </summary>
    public bool TryFindAttribute(AttributePath path, Dialect dialect, [NotNullWhen(true)] out AttributeTarget? found)
    {
        found = path.SchemaUri is null ? FindUnqualified(path, dialect) : FindQualified(path.SchemaUri, path, dialect);
        return found is not null;
    }

    /// <summary>
    /// The extension with that URN ignoring case, or null. <see cref="Dialect.Compatible"/> knows misspelt ones.
    /// </summary>
    public SchemaDefinition? FindExtension(string uri, Dialect dialect)
    {
        var spelt = dialect == Dialect.Compatible ? EntraTolerances.CorrectUrn(uri) : uri;
        foreach (var extension in Extensions)
        {
            if (extension.Schema.Id.Equals(spelt, StringComparison.OrdinalIgnoreCase))
            {
                return extension.Schema;
            }
        }

        return null;
    }

    internal bool IsOwnUri(string uri) => Schema.Id.Equals(uri, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Finds the attribute that a member name of a body means: a plain name, and in <see cref="Dialect.Compatible"/>
    /// also <c>name.givenName</c> and <c>urn:…:User:title</c>, which Entra sends as keys.
    /// </summary>
    internal bool TryFindKey(string key, Dialect dialect, [NotNullWhen(true)] out AttributeTarget? found)
    {
        found = null;
        return AttributePathParser.TryParse(key, out var path)
            && (dialect == Dialect.Compatible || path is { SchemaUri: null, SubAttribute: null })
            && TryFindAttribute(path, dialect, out found);
    }

    private AttributeTarget? FindUnqualified(AttributePath path, Dialect dialect)
    {
        var own = CommonAttributes.All.Find(path.Attribute) ?? Schema.Find(path.Attribute);
        if (own is not null)
        {
            return Resolve(null, own, path.SubAttribute);
        }

        return dialect == Dialect.Compatible ? EntraTolerances.FindInExtensions(this, path) : null;
    }

    private AttributeTarget? FindQualified(string uri, AttributePath path, Dialect dialect)
    {
        if (IsOwnUri(uri))
        {
            var own = Schema.Find(path.Attribute) ?? CommonAttributes.All.Find(path.Attribute);
            return own is null ? null : Resolve(null, own, path.SubAttribute);
        }

        var extension = FindExtension(uri, dialect);
        return extension?.Find(path.Attribute) is { } attribute
            ? Resolve(extension, attribute, path.SubAttribute)
            : null;
    }

    private static IEnumerable<AttributeTarget> UniqueIn(SchemaDefinition? extension, SchemaDefinition schema) =>
        schema.Attributes
            .SelectMany(attribute => attribute.SubAttributes
                .Select(sub => new AttributeTarget(extension, attribute, sub))
                .Prepend(new AttributeTarget(extension, attribute, null)))
            .Where(target => target.Leaf.Uniqueness != AttributeUniqueness.None);

    internal static AttributeTarget? Resolve(
        SchemaDefinition? extension, AttributeDefinition attribute, string? subAttribute)
    {
        if (subAttribute is null)
        {
            return new AttributeTarget(extension, attribute, null);
        }

        return attribute.FindSubAttribute(subAttribute) is { } sub
            ? new AttributeTarget(extension, attribute, sub)
            : null;
    }
}
