using static TeamAccess.Protocol.Schema.AttributeTable;

namespace TeamAccess.Protocol.Schema;

/// <summary>
/// What a client may put into a User's <c>roles</c> and <c>entitlements</c>, as resources that can only be read. RFC 7643 has
/// none; the URNs are those that Okta's entitlement discovery looks for.
/// </summary>
internal static class GovernanceSchemas
{
    internal static readonly SchemaDefinition Role = new(
        SchemaUris.Role, "Role", "A role that a User can be given: its id is a value of the User's roles.", Attributes("role"));

    internal static readonly SchemaDefinition Entitlement = new(
        SchemaUris.Entitlement,
        "Entitlement",
        "Something a User can be entitled to: its id is a value of the User's entitlements.",
        Attributes("entitlement"));

    private static AttributeDefinition[] Attributes(string what) =>
    [
        ReadOnlyPlain("displayName", $"Name of the {what} as people see it.") with { Required = true },
        ReadOnlyPlain("type", $"Kind of the {what}."),
        ReadOnlyPlain("description", $"What the {what} allows."),
    ];
}
