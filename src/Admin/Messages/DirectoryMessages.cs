using TeamAccess.Domain.Directories;
using TeamAccess.Protocol;
using StoredMapping = TeamAccess.Domain.Directories.RoleMapping;
using StoredToken = TeamAccess.Domain.Directories.ConnectionToken;

namespace TeamAccess.Admin.Messages;

internal static class DirectoryMessages
{
    public static V1.Connection Of(DirectoryConnection connection) => new()
    {
        Name = Names.Of(connection.Workspace, connection.Id),
        Id = connection.Id.ToString(),
        DisplayName = connection.DisplayName,
        Dialect = Of(connection.Dialect),
        DefaultRole = connection.DefaultRole.Value,
        RoleCeiling = connection.RoleCeiling.Value,
        Paused = connection.Paused,
        CreateTime = Times.Of(connection.Created),
        Etag = Requests.FieldValues.EtagOf(connection.Version),
        ClientId = ClientIds.Of(connection),
        AllowedRoles = { connection.AllowedRoles.Select(role => role.Value) },
        Federation = CredentialMessages.Of(connection.Federation),
        BreakerMaxMembers = connection.Breaker.MaxMembers,
        BreakerMaxPercent = connection.Breaker.MaxPercent,
        Breaker = BreakerMessages.Of(connection.Breaker),
    };

    public static V1.ConnectionToken Of(StoredToken token) => new()
    {
        Name = Names.Of(token.Workspace, token.Connection, token.Id),
        Id = token.Id.ToString(),
        Connection = Names.Of(token.Workspace, token.Connection),
        CreateTime = Times.Of(token.Created),
        ExpireTime = Times.Of(token.Expires),
        RevokeTime = Times.Of(token.RevokedAt),
        LastUseTime = Times.Of(token.LastUsed),
    };

    public static V1.RoleMapping Of(StoredMapping mapping) => new()
    {
        Name = Names.Of(mapping.Workspace, mapping.Id),
        Id = mapping.Id.ToString(),
        Connection = Names.Of(mapping.Workspace, mapping.Connection),
        Group = mapping.Group is { } group ? Names.Of(mapping.Workspace, group) : "",
        GroupDisplayName = mapping.GroupDisplayName ?? "",
        Role = mapping.Role.Value,
        Paused = mapping.Paused,
        CreateTime = Times.Of(mapping.Created),
    };

    public static Result<Dialect> Read(V1.Dialect dialect) => dialect switch
    {
        V1.Dialect.Compatible => Dialect.Compatible,
        V1.Dialect.Strict => Dialect.Strict,
        _ => Failure.InvalidValue("dialect", "The dialect is one of the named ones."),
    };

    public static V1.Dialect Of(Dialect dialect) => dialect switch
    {
        Dialect.Compatible => V1.Dialect.Compatible,
        Dialect.Strict => V1.Dialect.Strict,
    };
}
