using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
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
        ["allowedRoles"] = Fields.Of(connection.AllowedRoles.Select(role => role.Value)),
        ["federation"] = connection.Federation is { } federation ? Of(federation) : BsonValue.Null,
        ["paused"] = connection.Paused,
        ["breaker"] = BreakerDocument.Of(connection.Breaker),
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
        // Rows from before there was any of these have none.
        AllowedRoles = row["allowedRoles"].IsNull ? [] : row.Texts("allowedRoles").Select(name => new RoleName(name)).ToList(),
        Federation = row["federation"] is { IsNull: false } federation ? ReadFederation(federation.AsDocument) : null,
        Paused = row["paused"].AsBoolean,
        Breaker = row["breaker"] is { IsNull: false } breaker ? BreakerDocument.Read(breaker.AsDocument) : MassChangeBreaker.Default,
        Created = row.Time("created"),
        Version = row["version"].AsInt64,
    };

    private static BsonDocument Of(Federation federation) => new()
    {
        ["id"] = federation.Id,
        ["issuer"] = federation.Issuer,
        ["audience"] = federation.Audience,
        ["subject"] = federation.Subject,
        ["tenant"] = federation.Tenant,
        ["keysUri"] = federation.KeysUri,
    };

    private static Federation ReadFederation(BsonDocument row) => new(
        row.Id("id"),
        row.Text("issuer"),
        row.Text("audience"),
        row.Text("subject"),
        row.TextOrNull("tenant"),
        row.Text("keysUri"));
}
