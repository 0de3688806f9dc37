using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.LiteDb.Documents;

namespace TeamAccess.Store.LiteDb.Cache;

/// <summary>One row by its key: from memory where it is there, otherwise through the engine's queue.</summary>
/// <remarks>The loads are methods of their own so that a hit allocates no closure.</remarks>
internal sealed class PointReads(RowCache cache, LiteDbUnits units)
{
    public ValueTask<Workspace?> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        cache.TryGet(CacheKey.Of(workspace), out Workspace? row)
            ? new ValueTask<Workspace?>(row)
            : new ValueTask<Workspace?>(LoadAsync(workspace, cancellationToken));

    /// <summary>The head; <see cref="WorkspaceHead.Empty"/>, which is not cached, before the first commit.</summary>
    public ValueTask<WorkspaceHead> FindHeadAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        cache.TryGet(CacheKey.OfHead(workspace), out WorkspaceHead? row)
            ? new ValueTask<WorkspaceHead>(row)
            : new ValueTask<WorkspaceHead>(LoadHeadAsync(workspace, cancellationToken));

    public ValueTask<Member?> FindAsync(WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        cache.TryGet(CacheKey.Of(workspace, member), out CachedMember? row)
            ? new ValueTask<Member?>(row.Member)
            : new ValueTask<Member?>(LoadAsync(workspace, member, cancellationToken));

    public ValueTask<Member?> FindByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken)
    {
        // The member's own row decides: whatever it was found by, it is current, and it says whether the name is.
        var name = RowKeys.Named(workspace, userName);
        return cache.TryGet(CacheKey.OfUserName(name), out NamedMember? named)
            && cache.TryGet(CacheKey.Of(workspace, named.Id), out CachedMember? row)
            && string.Equals(row.NameKey, name, StringComparison.Ordinal)
                ? new ValueTask<Member?>(row.Member)
                : new ValueTask<Member?>(LoadByUserNameAsync(workspace, userName, cancellationToken));
    }

    public ValueTask<ApiKey?> FindAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        cache.TryGet(CacheKey.Of(key), out ApiKey? row)
            ? new ValueTask<ApiKey?>(row)
            : new ValueTask<ApiKey?>(LoadAsync(key, cancellationToken));

    public ValueTask<Session?> FindAsync(SessionId session, CancellationToken cancellationToken) =>
        cache.TryGet(CacheKey.Of(session), out Session? row)
            ? new ValueTask<Session?>(row)
            : new ValueTask<Session?>(LoadAsync(session, cancellationToken));

    public ValueTask<DirectoryConnection?> FindAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        cache.TryGet(CacheKey.Of(workspace, connection), out DirectoryConnection? row)
            ? new ValueTask<DirectoryConnection?>(row)
            : new ValueTask<DirectoryConnection?>(LoadAsync(workspace, connection, cancellationToken));

    public ValueTask<ConnectionToken?> FindAsync(ConnectionTokenId token, CancellationToken cancellationToken) =>
        cache.TryGet(CacheKey.Of(token), out ConnectionToken? row)
            ? new ValueTask<ConnectionToken?>(row)
            : new ValueTask<ConnectionToken?>(LoadAsync(token, cancellationToken));

    private Task<Workspace?> LoadAsync(WorkspaceId workspace, CancellationToken cancellationToken) => units.LoadAsync(
        store => store.Workspaces.FindAsync(workspace, cancellationToken),
        (found, row) => found.Set(row),
        cancellationToken);

    private async Task<WorkspaceHead> LoadHeadAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        await units.LoadAsync<WorkspaceHead>(
            async store => await store.Workspaces.GetHeadAsync(workspace, cancellationToken),
            (found, head) =>
            {
                if (head.Revision > 0)
                {
                    found.Set(workspace, head);
                }
            },
            cancellationToken) ?? WorkspaceHead.Empty;

    private Task<Member?> LoadAsync(WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        units.LoadAsync(
            store => store.Members.FindAsync(workspace, member, cancellationToken),
            (found, row) => found.Set(row),
            cancellationToken);

    private Task<Member?> LoadByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken) => units.LoadAsync(
            store => store.Members.FindByUserNameAsync(workspace, userName, cancellationToken),
            (found, row) => found.Set(row),
            cancellationToken);

    private Task<ApiKey?> LoadAsync(ApiKeyId key, CancellationToken cancellationToken) => units.LoadAsync(
        store => store.Keys.FindAsync(key, cancellationToken), (found, row) => found.Set(row), cancellationToken);

    private Task<Session?> LoadAsync(SessionId session, CancellationToken cancellationToken) => units.LoadAsync(
        store => store.Keys.FindSessionAsync(session, cancellationToken),
        (found, row) => found.Set(row),
        cancellationToken);

    private Task<DirectoryConnection?> LoadAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) => units.LoadAsync(
            store => store.Directories.FindConnectionAsync(workspace, connection, cancellationToken),
            (found, row) => found.Set(row),
            cancellationToken);

    private Task<ConnectionToken?> LoadAsync(ConnectionTokenId token, CancellationToken cancellationToken) =>
        units.LoadAsync(
            store => store.Directories.FindTokenAsync(token, cancellationToken),
            (found, row) => found.Set(row),
            cancellationToken);
}
