namespace TeamAccess.Protocol.Schema;

/// <summary>The schemas of RFC 7643, and those of what can be assigned to users.</summary>
public static class CoreSchemas
{
    public static SchemaDefinition User => UserSchema.Definition;

    public static SchemaDefinition Group => GroupSchema.Definition;

    public static SchemaDefinition EnterpriseUser => EnterpriseUserSchema.Definition;

    public static SchemaDefinition Role => GovernanceSchemas.Role;

    public static SchemaDefinition Entitlement => GovernanceSchemas.Entitlement;

    public static SchemaDefinition ServiceProviderConfig => DiscoverySchemas.ServiceProviderConfig;

    public static SchemaDefinition ResourceType => DiscoverySchemas.ResourceType;

    public static SchemaDefinition Schema => DiscoverySchemas.Schema;

    /// <summary>All of them, resources first, in a fixed order.</summary>
    public static IReadOnlyList<SchemaDefinition> All { get; } =
        [User, Group, EnterpriseUser, Role, Entitlement, ServiceProviderConfig, ResourceType, Schema];
}
