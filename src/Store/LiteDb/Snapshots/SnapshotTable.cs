using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.LiteDb.Documents;

namespace TeamAccess.Store.LiteDb.Snapshots;

/// <summary>Where the rows of a kind are, by which of their keys a workspace's are one range, and how one is read.</summary>
internal sealed record SnapshotTable(string Name, RowIndex Index, Func<WorkspaceId, BsonDocument, object> Read)
{
    public static SnapshotTable Of(RowKind kind) => kind switch
    {
        RowKind.Tenant => ById(Tables.Tenants, TenantDocument.Read),
        RowKind.Member => ById(Tables.Members, MemberDocument.Read),
        RowKind.Tombstone => ById(Tables.Tombstones, TombstoneDocument.Read),
        RowKind.Group => ById(Tables.Groups, GroupDocument.Read),
        RowKind.Membership => ById(Tables.Memberships, MembershipDocument.Read),
        RowKind.Link => ById(Tables.Links, LinkDocument.Read),
        RowKind.Resource => ById(Tables.Resources, ResourceDocument.Read),
        RowKind.UniqueValue => new(Tables.UniqueValues, RowIndex.Id, HeldValueDocument.Read),
        RowKind.Checkpoint => ById(Tables.Checkpoints, LiteDbCheckpoints.Read),
        RowKind.AuditEvent => ById(Tables.Audit, AuditDocument.Read),
        RowKind.ProvisioningEntry => ById(Tables.ProvisioningLog, ProvisioningDocument.Read),
        RowKind.Mapping => ById(Tables.Mappings, MappingDocument.Read),
        RowKind.Connection => ById(Tables.Connections, ConnectionDocument.Read),
        RowKind.Token => By(Tables.ByConnection, Tables.Tokens, TokenDocument.Read),
        RowKind.ApiKey => By(Tables.ByWorkspace, Tables.Keys, ApiKeyDocument.Read),
        RowKind.Session => By(Tables.ByMember, Tables.Sessions, SessionDocument.Read),
        RowKind.Webhook => ById(Tables.Webhooks, WebhookDocument.Read),
        RowKind.Request => ById(Tables.Requests, RequestDocument.Read),
        RowKind.Head => new(Tables.Heads, RowIndex.Id, (workspace, row) => new StoredHead(workspace, HeadDocument.Read(row))),
        RowKind.Workspace => ById(Tables.Workspaces, WorkspaceDocument.Read),
    };

    /// <summary>Rows whose key is the workspace's alone, or begins with it, or is none of a workspace.</summary>
    public static KeyRange RangeOf(RowKind kind, WorkspaceId? workspace) => (kind, workspace) switch
    {
        (_, null) => KeyRange.Within(""),
        _ when !kind.IsOfWorkspaces() => KeyRange.Within(""),
        (RowKind.Head or RowKind.Workspace, { } one) => new KeyRange(RowKeys.Of(one), RowKeys.Of(one)),
        (_, { } one) => KeyRange.Within(RowKeys.Of(one) + "/"),
    };

    private static SnapshotTable ById(string name, Func<BsonDocument, object> read) => By(RowIndex.Id, name, read);

    private static SnapshotTable By(RowIndex index, string name, Func<BsonDocument, object> read) =>
        new(name, index, (_, row) => read(row));
}
