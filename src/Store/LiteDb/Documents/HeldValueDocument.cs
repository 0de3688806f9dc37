using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class HeldValueDocument
{
    public static string KeyOf(WorkspaceId workspace, string attribute, string key) =>
        $"{RowKeys.Of(workspace)}/{attribute}/{key}";

    public static BsonDocument Of(HeldValue value) => new()
    {
        ["_id"] = KeyOf(value.Workspace, value.Attribute, value.Key),
        ["holder"] = value.Holder,
    };

    /// <summary>The hashes are in the row's key only, behind the workspace.</summary>
    public static HeldValue Read(WorkspaceId workspace, BsonDocument row)
    {
        var parts = row.Text("_id").Split('/');
        return new HeldValue(workspace, parts[^2], parts[^1], row.Id("holder"));
    }
}
