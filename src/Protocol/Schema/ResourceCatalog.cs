namespace TeamAccess.Protocol.Schema;

/// <summary>
/// The schemas and resource types of one deployment: the built-in ones, and those its configuration defines. Never
/// changes while the server runs.
/// </summary>
public sealed class ResourceCatalog
{
    internal ResourceCatalog(IReadOnlyList<SchemaDefinition> schemas, IReadOnlyList<ResourceTypeDefinition> types)
    {
        (Schemas, Types) = (schemas, types);
        User = types.Single(type => type.Id == BuiltInTypes.User.Id);
        Group = types.Single(type => type.Id == BuiltInTypes.Group.Id);
        Custom = [.. types.Where(type => type != User && type != Group)];
    }

    /// <summary>What RFC 7643 defines, and nothing else.</summary>
    public static ResourceCatalog BuiltIn { get; } = new(CoreSchemas.All, BuiltInTypes.All);

    /// <summary>The RFC's first, resources before the discovery documents' own, in a fixed order.</summary>
    public IReadOnlyList<SchemaDefinition> Schemas { get; }

    /// <summary>User, Group, then <see cref="Custom"/>.</summary>
    public IReadOnlyList<ResourceTypeDefinition> Types { get; }

    public ResourceTypeDefinition User { get; }

    public ResourceTypeDefinition Group { get; }

    /// <summary>The types that the deployment defines itself; their resources are stored and shown as they were sent.</summary>
    public IReadOnlyList<ResourceTypeDefinition> Custom { get; }

    /// <summary>The schema with that URN ignoring case, or null.</summary>
    public SchemaDefinition? FindSchema(string uri) =>
        Schemas.FirstOrDefault(schema => schema.Id.Equals(uri, StringComparison.OrdinalIgnoreCase));

    /// <summary>The resource type of that id in exactly this casing, or null.</summary>
    public ResourceTypeDefinition? FindType(string id) =>
        Types.FirstOrDefault(type => type.Id.Equals(id, StringComparison.Ordinal));
}
