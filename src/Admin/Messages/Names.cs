using System.Globalization;
using TeamAccess.Domain;

namespace TeamAccess.Admin.Messages;

/// <summary>Writes resource names (AIP-122), each in its one full form.</summary>
internal static class Names
{
    public static string Of(TenantId id) => $"tenants/{id}";

    public static string Of(WorkspaceId id) => $"workspaces/{id}";

    public static string Of(WorkspaceId workspace, MemberId id) => $"workspaces/{workspace}/members/{id}";

    public static string Of(WorkspaceId workspace, MemberId? id) => id is { } member ? Of(workspace, member) : "";

    public static string Of(WorkspaceId workspace, ApiKeyId id) => $"workspaces/{workspace}/apiKeys/{id}";

    public static string Of(WorkspaceId workspace, GroupId id) => $"workspaces/{workspace}/groups/{id}";

    public static string Of(WorkspaceId workspace, ConnectionId id) => $"workspaces/{workspace}/connections/{id}";

    public static string Of(WorkspaceId workspace, ConnectionId connection, ConnectionTokenId id) =>
        $"{Of(workspace, connection)}/tokens/{id}";

    public static string OfClientSecret(WorkspaceId workspace, ConnectionId connection, ConnectionTokenId id) =>
        $"{Of(workspace, connection)}/clientSecrets/{id}";

    public static string Of(WorkspaceId workspace, RoleMappingId id) => $"workspaces/{workspace}/roleMappings/{id}";

    public static string Of(WorkspaceId workspace, ProvisioningEntryId id) =>
        $"workspaces/{workspace}/provisioningRequests/{id}";

    public static string Of(WorkspaceId workspace, WebhookId id) => $"workspaces/{workspace}/webhooks/{id}";

    public static string OfAuditEvent(WorkspaceId workspace, long sequence) =>
        $"workspaces/{workspace}/auditEvents/{sequence.ToString(CultureInfo.InvariantCulture)}";

    public static string OfOwnership(WorkspaceId workspace) => $"workspaces/{workspace}/ownership";
}
