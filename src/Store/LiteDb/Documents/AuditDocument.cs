using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class AuditDocument
{
    public static BsonDocument Of(AuditEvent audited) => new()
    {
        ["_id"] = RowKeys.Of(audited.Workspace, audited.Sequence),
        [Tables.ByEachMember.Field] = Fields.Of(audited.Members
            .Distinct()
            .Select(member => RowKeys.Of(audited.Workspace, member.Value, audited.Sequence))),
        ["workspace"] = audited.Workspace.Value,
        ["sequence"] = audited.Sequence,
        ["time"] = Fields.Of(audited.Time),
        ["actor"] = audited.Actor,
        ["onBehalfOf"] = audited.OnBehalfOf,
        ["action"] = audited.Action,
        ["target"] = audited.Target,
        ["members"] = Fields.Of(audited.Members.Select(member => member.Value)),
        ["changes"] = new BsonArray(audited.Changes.Select(Of)),
        ["door"] = Fields.Of(audited.Door),
        ["requestId"] = audited.RequestId,
        ["address"] = audited.Address,
        ["hash"] = Fields.Of(audited.Hash),
    };

    public static AuditEvent Read(BsonDocument row) => new()
    {
        Workspace = new WorkspaceId(row.Text("workspace")),
        Sequence = row["sequence"].AsInt64,
        Time = row.Time("time"),
        Actor = row.Text("actor"),
        OnBehalfOf = row.TextOrNull("onBehalfOf"),
        Action = row.Text("action"),
        Target = row.Text("target"),
        Members = row.Ids("members").Select(id => new MemberId(id)).ToArray(),
        Changes = row["changes"].AsArray.Select(change => ReadChange(change.AsDocument)).ToArray(),
        Door = row.Enum<Door>("door"),
        RequestId = row.Text("requestId"),
        Address = row.TextOrNull("address"),
        Hash = row.Bytes("hash"),
    };

    private static BsonValue Of(AuditChange change) => new BsonDocument
    {
        ["attribute"] = change.Attribute,
        ["before"] = change.Before,
        ["after"] = change.After,
    };

    private static AuditChange ReadChange(BsonDocument row) =>
        new(row.Text("attribute"), row.TextOrNull("before"), row.TextOrNull("after"));
}
