namespace TeamAccess.Protocol.Schema;

/// <summary>The resource types of RFC 7643 §4, and those of what can be assigned to users.</summary>
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

    internal static ResourceTypeDefinition Role { get; } = new()
    {
        Id = "Role",
        Endpoint = "/Roles",
        Description = "Roles that users can be given. Read-only.",
        Schema = CoreSchemas.Role,
    };

    internal static ResourceTypeDefinition Entitlement { get; } = new()
    {
        Id = "Entitlement",
        Endpoint = "/Entitlements",
        Description = "What users can be entitled to. Read-only.",
        Schema = CoreSchemas.Entitlement,
    };

    internal static IReadOnlyList<ResourceTypeDefinition> All { get; } = [User, Group, Role, Entitlement];
}
