using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>Apart from the workspace's row, because every commit changes it.</summary>
internal static class HeadDocument
{
    public static BsonDocument Of(WorkspaceId workspace, WorkspaceHead head) => new()
    {
        ["_id"] = RowKeys.Of(workspace),
        ["revision"] = head.Revision,
        ["auditSequence"] = head.AuditSequence,
        ["auditHash"] = Fields.Of(head.AuditHash),
        ["members"] = head.Members,
        ["activeMembers"] = head.ActiveMembers,
        ["groups"] = head.Groups,
    };

    public static WorkspaceHead Read(BsonDocument row) => new(
        row["revision"].AsInt64,
        row["auditSequence"].AsInt64,
        row.Bytes("auditHash"),
        row["members"].AsInt32,
        row["activeMembers"].AsInt32,
        row["groups"].AsInt32);
}
