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
        Role = types.SingleOrDefault(type => type.Id == BuiltInTypes.Role.Id);
        Entitlement = types.SingleOrDefault(type => type.Id == BuiltInTypes.Entitlement.Id);
        Governance = [.. types.Where(type => type == Role || type == Entitlement)];
        Custom = [.. types.Where(type => type != User && type != Group && !Governance.Contains(type))];
    }

    /// <summary>What RFC 7643 defines, and what can be assigned to users; nothing of a deployment's own.</summary>
    public static ResourceCatalog BuiltIn { get; } = new(CoreSchemas.All, BuiltInTypes.All);

    /// <summary>The RFC's first, resources before the discovery documents' own, in a fixed order.</summary>
    public IReadOnlyList<SchemaDefinition> Schemas { get; }

    /// <summary>User, Group, <see cref="Governance"/>, then <see cref="Custom"/>.</summary>
    public IReadOnlyList<ResourceTypeDefinition> Types { get; }

    public ResourceTypeDefinition User { get; }

    public ResourceTypeDefinition Group { get; }

    /// <summary>What a User's <c>roles</c> can hold; null when it is not offered.</summary>
    public ResourceTypeDefinition? Role { get; }

    /// <summary>What a User's <c>entitlements</c> can hold; null when it is not offered.</summary>
    public ResourceTypeDefinition? Entitlement { get; }

    /// <summary>Role and Entitlement, whose resources can only be read; empty when they are not offered.</summary>
    public IReadOnlyList<ResourceTypeDefinition> Governance { get; }

    /// <summary>The types that the deployment defines itself; their resources are stored and shown as they were sent.</summary>
    public IReadOnlyList<ResourceTypeDefinition> Custom { get; }

    /// <summary>
    /// The same without <see cref="Governance"/>, for clients that expect to write whatever type is advertised.
    /// </summary>
    public ResourceCatalog WithoutGovernance() => new(
        [.. Schemas.Where(schema => Governance.All(type => type.Schema != schema))],
        [.. Types.Where(type => !Governance.Contains(type))]);

    /// <summary>The schema with that URN ignoring case, or null.</summary>
    public SchemaDefinition? FindSchema(string uri) =>
        Schemas.FirstOrDefault(schema => schema.Id.Equals(uri, StringComparison.OrdinalIgnoreCase));

    /// <summary>The resource type of that id in exactly this casing, or null.</summary>
    public ResourceTypeDefinition? FindType(string id) =>
        Types.FirstOrDefault(type => type.Id.Equals(id, StringComparison.Ordinal));
}
