using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class TenantDocument
{
    public static BsonDocument Of(Tenant tenant) => new()
    {
        ["_id"] = RowKeys.Of(tenant.Id),
        ["id"] = tenant.Id.Value,
        ["displayName"] = tenant.DisplayName,
        ["admins"] = new BsonArray(tenant.Admins.Select(Of)),
        ["created"] = Fields.Of(tenant.Created),
    };

    public static Tenant Read(BsonDocument row) => new(
        new TenantId(row.Text("id")),
        row.Text("displayName"),
        row["admins"].AsArray.Select(admin => ReadAdmin(admin.AsDocument)).ToArray(),
        row.Time("created"));

    private static BsonValue Of(TenantAdmin admin) => new BsonDocument
    {
        ["workspace"] = admin.Workspace.Value,
        ["member"] = admin.Member.Value,
    };

    private static TenantAdmin ReadAdmin(BsonDocument row) =>
        new(new WorkspaceId(row.Text("workspace")), new MemberId(row.Id("member")));
}
