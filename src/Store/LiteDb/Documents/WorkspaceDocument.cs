using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class WorkspaceDocument
{
    public static string TenantKeyOf(TenantId tenant, WorkspaceId workspace) =>
        $"{RowKeys.Of(tenant)}/{RowKeys.Of(workspace)}";

    public static BsonDocument Of(Workspace workspace) => new()
    {
        ["_id"] = RowKeys.Of(workspace.Id),
        [Tables.ByTenant.Field] = TenantKeyOf(workspace.Tenant, workspace.Id),
        ["id"] = workspace.Id.Value,
        ["tenant"] = workspace.Tenant.Value,
        ["displayName"] = workspace.DisplayName,
        ["owner"] = Fields.Of(workspace.Owner?.Value),
        ["vacantSince"] = Fields.Of(workspace.VacantSince),
        ["successors"] = Fields.Of(workspace.Successors.Select(member => member.Value)),
        ["billingOwner"] = Fields.Of(workspace.BillingOwner?.Value),
        ["seatLimit"] = Fields.Of(workspace.SeatLimit),
        ["departedKeys"] = Fields.Of(workspace.DepartedKeys),
        ["suspendGraceDays"] = workspace.SuspendGraceDays,
        ["created"] = Fields.Of(workspace.Created),
        ["version"] = workspace.Version,
    };

    public static Workspace Read(BsonDocument row) => new()
    {
        Id = new WorkspaceId(row.Text("id")),
        Tenant = new TenantId(row.Text("tenant")),
        DisplayName = row.Text("displayName"),
        Owner = MemberOrNull(row, "owner"),
        VacantSince = row.TimeOrNull("vacantSince"),
        Successors = row.Ids("successors").Select(id => new MemberId(id)).ToArray(),
        BillingOwner = MemberOrNull(row, "billingOwner"),
        SeatLimit = row["seatLimit"] is { IsNull: false } limit ? limit.AsInt32 : null,
        DepartedKeys = row.Enum<DepartedKeyPolicy>("departedKeys"),
        SuspendGraceDays = row["suspendGraceDays"].AsInt32,
        Created = row.Time("created"),
        Version = row["version"].AsInt64,
    };

    private static MemberId? MemberOrNull(BsonDocument row, string field) =>
        row.IdOrNull(field) is { } id ? new MemberId(id) : null;
}
