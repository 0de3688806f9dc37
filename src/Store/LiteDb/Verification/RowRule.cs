using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Store.LiteDb.Documents;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>A row that another one names.</summary>
/// <param name="Tables">It has to be in one of these.</param>
internal readonly record struct RowReference(string Id, params IReadOnlyList<string> Tables);

/// <summary>What the rows of a table promise, beside their checksums.</summary>
/// <param name="Rewrite">The row as it would be written now; throws when it cannot be read.</param>
internal sealed record RowRule(
    Func<BsonDocument, BsonDocument> Rewrite, Func<BsonDocument, IEnumerable<RowReference>> References)
{
    private static readonly RowRule None = new(row => row, _ => []);

    private static readonly Dictionary<string, RowRule> All = new(StringComparer.Ordinal)
    {
        [Tables.Tenants] = new(row => TenantDocument.Of(TenantDocument.Read(row)), _ => []),
        [Tables.Workspaces] = new(
            row => WorkspaceDocument.Of(WorkspaceDocument.Read(row)),
            row => [
                .. OfWorkspace(row, "owner"),
                .. OfWorkspace(row, "billingOwner"),
                .. row.Ids("successors").Select(id => Reference(row, "id", id, Tables.Members)),
            ]),
        [Tables.Heads] = new(
            row =>
            {
                HeadDocument.Read(row);
                return row;
            },
            row => [new RowReference(row.Text("_id"), Tables.Workspaces)]),
        [Tables.Members] = new(row => MemberDocument.Of(MemberDocument.Read(row)), Managed),
        [Tables.Tombstones] = new(row => TombstoneDocument.Of(TombstoneDocument.Read(row)), InWorkspace),
        [Tables.Groups] = new(row => GroupDocument.Of(GroupDocument.Read(row)), Managed),
        [Tables.Memberships] = new(
            row => MembershipDocument.Of(MembershipDocument.Read(row)),
            row => [.. Named(row, "group", Tables.Groups), .. Named(row, "member", Tables.Members)]),
        [Tables.Resources] = new(row => ResourceDocument.Of(ResourceDocument.Read(row)), Managed),
        [Tables.Links] = new(
            row => LinkDocument.Of(LinkDocument.Read(row)),
            row => [.. Named(row, "parent", Tables.Groups), .. Named(row, "child", Tables.Groups)]),
        [Tables.Keys] = new(
            row => ApiKeyDocument.Of(ApiKeyDocument.Read(row)),
            row => [.. InWorkspace(row), .. Named(row, "creator", Tables.Members, Tables.Tombstones)]),
        [Tables.Sessions] = new(
            row => SessionDocument.Of(SessionDocument.Read(row)),
            row => [.. InWorkspace(row), .. Named(row, "member", Tables.Members, Tables.Tombstones)]),
        [Tables.Connections] = new(row => ConnectionDocument.Of(ConnectionDocument.Read(row)), InWorkspace),
        [Tables.Tokens] = new(
            row => TokenDocument.Of(TokenDocument.Read(row)), row => Named(row, "connection", Tables.Connections)),
        [Tables.Mappings] = new(
            row => MappingDocument.Of(MappingDocument.Read(row)), row => Named(row, "connection", Tables.Connections)),
        [Tables.Checkpoints] = new(
            row =>
            {
                LiteDbCheckpoints.Read(row);
                return row;
            },
            InWorkspace),
        [Tables.Audit] = new(row => AuditDocument.Of(AuditDocument.Read(row)), _ => []),
        [Tables.Requests] = new(row => RequestDocument.Of(RequestDocument.Read(row)), _ => []),
        [Tables.Webhooks] = new(row => WebhookDocument.Of(WebhookDocument.Read(row)), InWorkspace),
        [Tables.Imports] = new(row => ImportDocument.Of(ImportDocument.Read(row)), _ => []),
        [Tables.ProvisioningLog] = new(row => ProvisioningDocument.Of(ProvisioningDocument.Read(row)), InWorkspace),
    };

    public static RowRule Of(string table) => All.GetValueOrDefault(table, None);

    private static IEnumerable<RowReference> InWorkspace(BsonDocument row) =>
        [new RowReference(RowKeys.Of(new WorkspaceId(row.Text("workspace"))), Tables.Workspaces)];

    private static IEnumerable<RowReference> Managed(BsonDocument row) =>
        [.. InWorkspace(row), .. Named(row, "managedBy", Tables.Connections)];

    private static IEnumerable<RowReference> Named(BsonDocument row, string field, params string[] tables) =>
        row.IdOrNull(field) is { } id ? [Reference(row, "workspace", id, tables)] : [];

    private static IEnumerable<RowReference> OfWorkspace(BsonDocument row, string field) =>
        row.IdOrNull(field) is { } id ? [Reference(row, "id", id, Tables.Members)] : [];

    private static RowReference Reference(BsonDocument row, string workspace, Guid id, params string[] tables) =>
        new(RowKeys.Of(new WorkspaceId(row.Text(workspace)), id), tables);
}
