using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Protocol;

namespace TeamAccess.Store.LiteDb.Documents;

internal static class ConnectionDocument
{
    public static BsonDocument Of(DirectoryConnection connection) => new()
    {
        ["_id"] = RowKeys.Of(connection.Workspace, connection.Id.Value),
        ["workspace"] = connection.Workspace.Value,
        ["id"] = connection.Id.Value,
        ["displayName"] = connection.DisplayName,
        ["dialect"] = Fields.Of(connection.Dialect),
        ["defaultRole"] = connection.DefaultRole.Value,
        ["roleCeiling"] = connection.RoleCeiling.Value,
        ["paused"] = connection.Paused,
        ["created"] = Fields.Of(connection.Created),
        ["version"] = connection.Version,
    };

    public static DirectoryConnection Read(BsonDocument row) => new()
    {
        Workspace = new WorkspaceId(row.Text("workspace")),
        Id = new ConnectionId(row.Id("id")),
        DisplayName = row.Text("displayName"),
        Dialect = row.Enum<Dialect>("dialect"),
        DefaultRole = row.Role("defaultRole"),
        RoleCeiling = row.Role("roleCeiling"),
        Paused = row["paused"].AsBoolean,
        Created = row.Time("created"),
        Version = row["version"].AsInt64,
    };
}
