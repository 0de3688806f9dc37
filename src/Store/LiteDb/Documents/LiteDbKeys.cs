using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Cache;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbKeys(ILiteDatabase database, RowChanges changes) : IKeyWriter
{
    private readonly Table keys = new(database, Tables.Keys);
    private readonly Table sessions = new(database, Tables.Sessions);

    public ValueTask<ApiKey?> FindAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            changes.TryFind(CacheKey.Of(key), out ApiKey? known) ? known
            : keys.Find(RowKeys.Of(key.Value)) is { } row ? ApiKeyDocument.Read(row)
            : null);

    public ValueTask<IReadOnlyList<ApiKey>> ListAsync(
        WorkspaceId workspace, MemberId? creator, ApiKeyId? after, int limit, CancellationToken cancellationToken)
    {
        var (index, prefix) = creator is { } member
            ? (Tables.ByCreator, RowKeys.Of(workspace, member.Value) + "/")
            : (Tables.ByWorkspace, RowKeys.Of(workspace) + "/");
        return ValueTask.FromResult<IReadOnlyList<ApiKey>>(
            keys.Scan(index, RangeOf(prefix, after?.Value), limit).Select(ApiKeyDocument.Read).ToList());
    }

    public ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            changes.TryFind(CacheKey.Of(session), out Session? known) ? known
            : sessions.Find(RowKeys.Of(session.Value)) is { } row ? SessionDocument.Read(row)
            : null);

    public ValueTask<IReadOnlyList<Session>> ListSessionsAsync(
        WorkspaceId workspace, MemberId member, SessionId? after, int limit, CancellationToken cancellationToken)
    {
        var range = RangeOf(RowKeys.Of(workspace, member.Value) + "/", after?.Value);
        return ValueTask.FromResult<IReadOnlyList<Session>>(
            sessions.Scan(Tables.ByMember, range, limit).Select(SessionDocument.Read).ToList());
    }

    public ValueTask AddAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var row = ApiKeyDocument.Of(key);
        keys.Insert(row);
        changes.Set(ApiKeyDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask UpdateAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var row = ApiKeyDocument.Of(key);
        keys.Update(row);
        changes.Set(ApiKeyDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask AddSessionAsync(Session session, CancellationToken cancellationToken)
    {
        var row = SessionDocument.Of(session);
        sessions.Insert(row);
        changes.Set(SessionDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveSessionAsync(SessionId session, CancellationToken cancellationToken)
    {
        sessions.Delete(RowKeys.Of(session.Value));
        changes.Remove(CacheKey.Of(session));
        return ValueTask.CompletedTask;
    }

    private static KeyRange RangeOf(string prefix, Guid? after) =>
        after is { } last ? KeyRange.Within(prefix).After($"{prefix}{last:N}") : KeyRange.Within(prefix);
}
