using System.Reflection;

namespace TeamAccess.Domain.Audit;

/// <summary>Every word an audit event's action can be.</summary>
public static class AuditActions
{
    public const string WorkspaceCreated = "workspace.created";
    public const string WorkspaceUpdated = "workspace.updated";

    public const string MemberCreated = "member.created";
    public const string MemberUpdated = "member.updated";
    public const string MemberRoleChanged = "member.role_changed";
    public const string MemberScopeChanged = "member.scope_changed";
    public const string MemberDeactivated = "member.deactivated";
    public const string MemberReactivated = "member.reactivated";
    public const string MemberRemoved = "member.removed";

    public const string GroupCreated = "group.created";
    public const string GroupUpdated = "group.updated";
    public const string GroupRemoved = "group.removed";
    public const string GroupMembersAdded = "group.members_added";
    public const string GroupMembersRemoved = "group.members_removed";

    public const string ResourceCreated = "resource.created";
    public const string ResourceUpdated = "resource.updated";
    public const string ResourceRemoved = "resource.removed";

    public const string OwnershipTransferred = "ownership.transferred";
    public const string OwnershipSucceeded = "ownership.succeeded";
    public const string OwnershipVacated = "ownership.vacated";
    public const string OwnershipAppointed = "ownership.appointed";
    public const string SuccessorsSet = "ownership.successors_set";
    public const string BillingOwnerSet = "ownership.billing_owner_set";

    public const string ApiKeyCreated = "api_key.created";
    public const string ApiKeyRotated = "api_key.rotated";
    public const string ApiKeyRevoked = "api_key.revoked";
    public const string ApiKeySuspended = "api_key.suspended";
    public const string ApiKeyRestored = "api_key.restored";

    public const string SessionCreated = "session.created";
    public const string SessionEnded = "session.ended";

    public const string ConnectionCreated = "connection.created";
    public const string ConnectionUpdated = "connection.updated";
    public const string ConnectionRemoved = "connection.removed";
    public const string ConnectionTokenCreated = "connection.token_created";
    public const string ConnectionTokenRevoked = "connection.token_revoked";
    public const string ConnectionTokenRotated = "connection.token_rotated";
    public const string ClientSecretCreated = "connection.client_secret_created";
    public const string ClientSecretRevoked = "connection.client_secret_revoked";
    public const string AccessTokenIssued = "connection.access_token_issued";
    public const string ConnectionBreakerTripped = "connection.breaker_tripped";
    public const string ConnectionBreakerReleased = "connection.breaker_released";
    public const string AuditPruned = "audit.pruned";
    public const string RecordsPruned = "records.pruned";

    public const string RequestReplayed = "connection.request_replayed";
    public const string RoleMappingCreated = "role_mapping.created";
    public const string RoleMappingUpdated = "role_mapping.updated";
    public const string RoleMappingRemoved = "role_mapping.removed";

    public const string WebhookCreated = "webhook.created";
    public const string WebhookUpdated = "webhook.updated";
    public const string WebhookRemoved = "webhook.removed";
    public const string WebhookSecretRotated = "webhook.secret_rotated";
    public const string WebhookPaused = "webhook.paused";
    public const string WebhookResumed = "webhook.resumed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(AuditActions).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];
}
