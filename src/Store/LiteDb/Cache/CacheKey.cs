using TeamAccess.Domain;
using TeamAccess.Store.LiteDb.Documents;

namespace TeamAccess.Store.LiteDb.Cache;

internal enum CachedRow
{
    Workspace,
    Head,
    Member,
    UserName,
    ApiKey,
    Session,
    Connection,
    Token,
}

/// <summary>A point read: what, in which scope, and which one.</summary>
internal readonly record struct CacheKey(CachedRow Row, string Scope, Guid Id)
{
    public static CacheKey Of(WorkspaceId workspace) => new(CachedRow.Workspace, workspace.Value, Guid.Empty);

    public static CacheKey OfHead(WorkspaceId workspace) => new(CachedRow.Head, workspace.Value, Guid.Empty);

    public static CacheKey Of(WorkspaceId workspace, MemberId member) =>
        new(CachedRow.Member, workspace.Value, member.Value);

    /// <param name="nameKey">See <see cref="RowKeys.Named"/>.</param>
    public static CacheKey OfUserName(string nameKey) => new(CachedRow.UserName, nameKey, Guid.Empty);

    public static CacheKey Of(ApiKeyId key) => new(CachedRow.ApiKey, "", key.Value);

    public static CacheKey Of(SessionId session) => new(CachedRow.Session, "", session.Value);

    public static CacheKey Of(WorkspaceId workspace, ConnectionId connection) =>
        new(CachedRow.Connection, workspace.Value, connection.Value);

    public static CacheKey Of(ConnectionTokenId token) => new(CachedRow.Token, "", token.Value);
}
