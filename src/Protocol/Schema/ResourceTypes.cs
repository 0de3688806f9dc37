namespace TeamAccess.Protocol.Schema;

/// <summary>The resource types this server offers (RFC 7643 §6).</summary>
public static class ResourceTypes
{
    public static ResourceTypeDefinition User { get; } = new()
    {
        Id = "User",
        Endpoint = "/Users",
        Description = "Members of the workspace.",
        Schema = CoreSchemas.User,
        Extensions = [new SchemaExtension(CoreSchemas.EnterpriseUser, Required: false)],
    };

    public static ResourceTypeDefinition Group { get; } = new()
    {
        Id = "Group",
        Endpoint = "/Groups",
        Description = "Groups of members.",
        Schema = CoreSchemas.Group,
    };

    public static IReadOnlyList<ResourceTypeDefinition> All { get; } = [User, Group];
}
