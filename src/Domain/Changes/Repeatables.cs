using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Domain.Changes;

/// <summary>How each kind of result is read again for a repeated request.</summary>
internal static class Repeatables
{
    public static readonly Repeatable<Member> Member = new(
        member => member.Id.ToString(),
        (store, workspace, id, token) => store.Members.FindAsync(workspace, new MemberId(Guid.Parse(id)), token));

    /// <summary>For what leaves nothing to read: the id itself is the answer.</summary>
    public static readonly Repeatable<MemberId> MemberId = new(
        id => id.ToString(), (_, _, id, _) => new ValueTask<MemberId>(new MemberId(Guid.Parse(id))));

    /// <inheritdoc cref="MemberId"/>
    public static readonly Repeatable<GroupId> GroupId = new(
        id => id.ToString(), (_, _, id, _) => new ValueTask<GroupId>(new GroupId(Guid.Parse(id))));

    /// <inheritdoc cref="MemberId"/>
    public static readonly Repeatable<ResourceId> ResourceId = new(
        id => id.ToString(), (_, _, id, _) => new ValueTask<ResourceId>(new ResourceId(Guid.Parse(id))));

    public static readonly Repeatable<Workspace> Workspace = new(
        workspace => workspace.Id.Value, (store, workspace, _, token) => store.Workspaces.FindAsync(workspace, token));

    public static readonly Repeatable<ApiKey> ApiKey = new(
        key => key.Id.ToString(), (store, _, id, token) => store.Keys.FindAsync(new ApiKeyId(Guid.Parse(id)), token));

    public static readonly Repeatable<DirectoryConnection> Connection = new(
        connection => connection.Id.ToString(),
        (store, workspace, id, token) =>
            store.Directories.FindConnectionAsync(workspace, new ConnectionId(Guid.Parse(id)), token));

    public static readonly Repeatable<ConnectionId> ConnectionId = new(
        id => id.ToString(), (_, _, id, _) => new ValueTask<ConnectionId>(new ConnectionId(Guid.Parse(id))));

    public static readonly Repeatable<ConnectionToken> ConnectionToken = new(
        token => token.Id.ToString(),
        (store, _, id, cancellation) =>
            store.Directories.FindTokenAsync(new ConnectionTokenId(Guid.Parse(id)), cancellation));

    public static readonly Repeatable<Webhook> Webhook = new(
        webhook => webhook.Id.ToString(),
        (store, workspace, id, token) => store.Webhooks.FindAsync(workspace, new WebhookId(Guid.Parse(id)), token));

    /// <inheritdoc cref="MemberId"/>
    public static readonly Repeatable<WebhookId> WebhookId = new(
        id => id.ToString(), (_, _, id, _) => new ValueTask<WebhookId>(new WebhookId(Guid.Parse(id))));

    public static readonly Repeatable<RoleMapping> RoleMapping = new(
        mapping => mapping.Id.ToString(),
        async (store, workspace, id, token) =>
            (await store.Directories.ListMappingsAsync(workspace, token))
            .FirstOrDefault(mapping => mapping.Id == new RoleMappingId(Guid.Parse(id))));

    public static readonly Repeatable<RoleMappingId> RoleMappingId = new(
        id => id.ToString(), (_, _, id, _) => new ValueTask<RoleMappingId>(new RoleMappingId(Guid.Parse(id))));
}
