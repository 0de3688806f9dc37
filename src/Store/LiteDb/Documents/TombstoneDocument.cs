using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Members;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class TombstoneDocument
{
    public static BsonDocument Of(MemberTombstone tombstone) => new()
    {
        ["_id"] = RowKeys.Of(tombstone.Workspace, tombstone.Id.Value),
        ["workspace"] = tombstone.Workspace.Value,
        ["id"] = tombstone.Id.Value,
        ["removedAt"] = Fields.Of(tombstone.RemovedAt),
        ["cause"] = tombstone.Cause,
    };

    public static MemberTombstone Read(BsonDocument row) => new(
        new WorkspaceId(row.Text("workspace")), new MemberId(row.Id("id")), row.Time("removedAt"), row.Text("cause"));
}
