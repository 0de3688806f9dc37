using TeamAccess.Admin.Failures;
using TeamAccess.Domain;
using TeamAccess.Domain.Changes;

namespace TeamAccess.Admin.Requests;

/// <summary>
/// Reads the resources a request names, each as a bare id or as a full resource name (AIP-122). A full name has to be
/// of the call's own workspace.
/// </summary>
internal static class Named
{
    private const string Workspaces = "workspaces/";

    private delegate bool Reader<TId>(string text, out TId id);

    public static MemberId Member(Call call, string text, string field = "member") =>
        Read<MemberId>(call, text, field, "members", MemberId.TryParse);

    public static MemberId? OptionalMember(Call call, string text, string field = "member") =>
        text.Length == 0 ? null : Member(call, text, field);

    public static ApiKeyId ApiKey(Call call, string text) =>
        Read<ApiKeyId>(call, text, "api_key", "apiKeys", ApiKeyId.TryParse);

    public static GroupId Group(Call call, string text) =>
        Read<GroupId>(call, text, "group", "groups", GroupId.TryParse);

    public static ConnectionId Connection(Call call, string text, string field = "connection") =>
        Read<ConnectionId>(call, text, field, "connections", ConnectionId.TryParse);

    public static ConnectionTokenId ConnectionToken(Call call, string text) =>
        Read<ConnectionTokenId>(call, text, "connection_token", "tokens", ConnectionTokenId.TryParse);

    public static ConnectionTokenId ClientSecret(Call call, string text) =>
        Read<ConnectionTokenId>(call, text, "client_secret", "clientSecrets", ConnectionTokenId.TryParseSecret);

    public static RoleMappingId RoleMapping(Call call, string text, string field = "role_mapping") =>
        Read<RoleMappingId>(call, text, field, "roleMappings", RoleMappingId.TryParse);

    public static ProvisioningEntryId ProvisioningRequest(Call call, string text) => Read<ProvisioningEntryId>(
        call, text, "provisioning_request", "provisioningRequests", ProvisioningEntryId.TryParse);

    public static WebhookId Webhook(Call call, string text, string field = "webhook") =>
        Read<WebhookId>(call, text, field, "webhooks", WebhookId.TryParse);

    /// <summary>Reads <c>tenants/{t}</c> or <c>{t}</c>; empty means the default tenant.</summary>
    public static TenantId Tenant(string text)
    {
        const string Collection = "tenants/";
        var id = text.StartsWith(Collection, StringComparison.Ordinal) ? text[Collection.Length..] : text;
        if (id.Length == 0)
        {
            return TenantId.Default;
        }

        // A tenant's slug follows the rule of a workspace's.
        return WorkspaceId.TryParse(id, out var slug) && slug.Value == id
            ? new TenantId(id)
            : throw Invalid.Field("tenant", "A tenant is named by its id, 1 to 63 of a-z 0-9 -, or as tenants/{id}.");
    }

    private static TId Read<TId>(Call call, string text, string field, string collection, Reader<TId> read)
    {
        if (text.Length == 0)
        {
            throw Invalid.Required(field);
        }

        if (WorkspaceIn(text) is { } workspace && !workspace.SequenceEqual(call.Workspace.Value))
        {
            throw Calls.OtherWorkspace();
        }

        return read(text, out var id)
            ? id
            : throw Invalid.Field(
                field, $"{field} is an id (a UUID in lower case) or a name that ends in {collection}/{{id}}.");
    }

    private static string? WorkspaceIn(string text)
    {
        if (!text.StartsWith(Workspaces, StringComparison.Ordinal))
        {
            return null;
        }

        var end = text.IndexOf('/', Workspaces.Length);
        return end < 0 ? null : text[Workspaces.Length..end];
    }
}
