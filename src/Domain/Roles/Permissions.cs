namespace TeamAccess.Domain.Roles;

/// <summary>
/// The permissions that TeamAccess itself asks for. A deployment's role table may name more for its product.
/// </summary>
public static class Permissions
{
    public const string WorkspaceRead = "workspace.read";
    public const string WorkspaceUpdate = "workspace.update";
    public const string OwnershipRead = "ownership.read";

    /// <summary>To pass ownership on; beside it, only the owner in person may.</summary>
    public const string OwnershipTransfer = "ownership.transfer";

    /// <summary>To name successors and the billing owner.</summary>
    public const string OwnershipSuccession = "ownership.succession";
    public const string MembersRead = "members.read";
    public const string MembersManage = "members.manage";
    public const string KeysRead = "keys.read";
    public const string KeysManage = "keys.manage";
    public const string DirectoryRead = "directory.read";
    public const string DirectoryManage = "directory.manage";
    public const string AuditRead = "audit.read";
    public const string AccessCheck = "access.check";

    /// <summary>To say where a workspace's events are sent; whoever sets a webhook up needs <see cref="AuditRead"/> too.</summary>
    public const string WebhooksManage = "webhooks.manage";

    /// <summary>What a directory connection may do to members and groups of its workspace. No role has it.</summary>
    public const string DirectoryProvision = "directory.provision";

    /// <summary>
    /// What operators and tenant admins may do: create workspaces, appoint an owner to a vacant one. No role has it.
    /// </summary>
    public const string TenantAdminister = "tenant.administer";

    /// <summary>What every signed-in member may do to their own profile, whatever their role. No role has it.</summary>
    public const string ProfileOwn = "profile.own";

    /// <summary>Whether a permission comes from the credential itself, so that a role table must not give it.</summary>
    internal static bool AreNoRoles(string permission) => permission is DirectoryProvision or TenantAdminister or ProfileOwn;
}
