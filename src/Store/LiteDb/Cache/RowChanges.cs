using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.LiteDb.Documents;

namespace TeamAccess.Store.LiteDb.Cache;

/// <summary>
/// What one run of a unit read or changed of the cached rows; the cache takes it over once that is durable.
/// </summary>
/// <param name="batch">What the rows are that this run has not changed.</param>
internal sealed class RowChanges(BatchRows batch)
{
    private readonly List<(CacheKey Key, object? Row)> changes = [];

    public bool IsEmpty => changes.Count == 0;

    public void Set(Workspace workspace) => changes.Add((CacheKey.Of(workspace.Id), workspace));

    public void Set(WorkspaceId workspace, WorkspaceHead head) => changes.Add((CacheKey.OfHead(workspace), head));

    public void Set(Member member)
    {
        var name = RowKeys.Named(member.Workspace, member.UserName);
        changes.Add((CacheKey.Of(member.Workspace, member.Id), new CachedMember(member, name)));
        changes.Add((CacheKey.OfUserName(name), new NamedMember(member.Id)));
    }

    public void Set(ApiKey key) => changes.Add((CacheKey.Of(key.Id), key));

    public void Set(Session session) => changes.Add((CacheKey.Of(session.Id), session));

    public void Set(DirectoryConnection connection) =>
        changes.Add((CacheKey.Of(connection.Workspace, connection.Id), connection));

    public void Set(ConnectionToken token) => changes.Add((CacheKey.Of(token.Id), token));

    public void RemoveMember(WorkspaceId workspace, MemberId member) => Remove(CacheKey.Of(workspace, member));

    public void Remove(CacheKey key) => changes.Add((key, null));

    /// <summary>Looks a row up as this unit must see it, without the database.</summary>
    /// <param name="row">Null when it was removed.</param>
    /// <returns>False when nothing is known of it, so that the database has to be asked.</returns>
    public bool TryFind<T>(CacheKey key, out T? row)
        where T : class
    {
        for (var last = changes.Count - 1; last >= 0; last--)
        {
            if (changes[last].Key == key)
            {
                row = (T?)changes[last].Row;
                return true;
            }
        }

        var known = batch.TryGet(key, out var found);
        row = (T?)found;
        return known;
    }

    public void ApplyTo(BatchRows rows)
    {
        foreach (var (key, row) in changes)
        {
            rows.Add(key, row);
        }
    }

    public void ApplyTo(RowCache cache)
    {
        foreach (var (key, row) in changes)
        {
            if (row is null)
            {
                cache.Remove(key);
            }
            else
            {
                cache.Put(key, row);
            }
        }
    }
}
