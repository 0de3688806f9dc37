namespace TeamAccess.Protocol.Schema;

/// <summary>The resource types of RFC 7643 §4.</summary>
internal static class BuiltInTypes
{
    internal static ResourceTypeDefinition User { get; } = new()
    {
        Id = "User",
        Endpoint = "/Users",
        Description = "Members of the workspace.",
        Schema = CoreSchemas.User,
        Extensions = [new SchemaExtension(CoreSchemas.EnterpriseUser, Required: false)],
    };

    internal static ResourceTypeDefinition Group { get; } = new()
    {
        Id = "Group",
        Endpoint = "/Groups",
        Description = "Groups of members.",
        Schema = CoreSchemas.Group,
    };

    internal static IReadOnlyList<ResourceTypeDefinition> All { get; } = [User, Group];
}
