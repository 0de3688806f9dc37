using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Directories;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class TokenDocument
{
    public static BsonDocument Of(ConnectionToken token) => new()
    {
        ["_id"] = RowKeys.Of(token.Id.Value),
        [Tables.ByConnection.Field] = RowKeys.Of(token.Workspace, token.Connection.Value, token.Id.Value),
        ["workspace"] = token.Workspace.Value,
        ["id"] = token.Id.Value,
        ["connection"] = token.Connection.Value,
        ["secretHash"] = Fields.Of(token.SecretHash),
        ["created"] = Fields.Of(token.Created),
        ["expires"] = Fields.Of(token.Expires),
        ["revokedAt"] = Fields.Of(token.RevokedAt),
        ["use"] = Fields.Of(token.Use),
        ["grantedBy"] = Fields.Of(token.GrantedBy),
        ["lastUsed"] = Fields.Of(token.LastUsed),
    };

    public static ConnectionToken Read(BsonDocument row) => new(
        new WorkspaceId(row.Text("workspace")),
        new ConnectionTokenId(row.Id("id")),
        new ConnectionId(row.Id("connection")),
        row.Bytes("secretHash"),
        row.Time("created"),
        row.TimeOrNull("expires"),
        row.TimeOrNull("revokedAt"))
    {
        // Rows from before there were other uses have none of these.
        Use = row.TextOrNull("use") is null ? ConnectionTokenUse.Bearer : row.Enum<ConnectionTokenUse>("use"),
        GrantedBy = row.IdOrNull("grantedBy"),
        LastUsed = row.TimeOrNull("lastUsed"),
    };
}
