using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Cache;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbRetention(ILiteDatabase database, RowChanges changes) : IRetentionWriter
{
    private readonly Table workspaces = new(database, Tables.Workspaces);
    private readonly Table sessions = new(database, Tables.Sessions);
    private readonly Table tombstones = new(database, Tables.Tombstones);
    private readonly Table keys = new(database, Tables.Keys);
    private readonly Table audit = new(database, Tables.Audit);

    public ValueTask<Page<WorkspaceId>> ListWorkspacesAsync(
        string? cursor, int limit, CancellationToken cancellationToken) => ValueTask.FromResult(
            List(workspaces, RowIndex.Id, "", cursor, limit, row => WorkspaceDocument.Read(row).Id));

    public ValueTask<Page<Session>> ListSessionsAsync(
        WorkspaceId workspace, string? cursor, int limit, CancellationToken cancellationToken) => ValueTask.FromResult(
            List(sessions, Tables.ByMember, RowKeys.Of(workspace) + "/", cursor, limit, SessionDocument.Read));

    public ValueTask<Page<MemberTombstone>> ListTombstonesAsync(
        WorkspaceId workspace, string? cursor, int limit, CancellationToken cancellationToken) => ValueTask.FromResult(
            List(tombstones, RowIndex.Id, RowKeys.Of(workspace) + "/", cursor, limit, TombstoneDocument.Read));

    public ValueTask<int> RemoveAuditEventsAsync(
        WorkspaceId workspace, long through, int limit, CancellationToken cancellationToken)
    {
        var range = new KeyRange(RowKeys.Of(workspace) + "/", RowKeys.Of(workspace, through));
        var ids = audit.Scan(RowIndex.Id, range, limit).Select(row => row.Text("_id")).ToList();
        ids.ForEach(id => audit.Delete(id));
        return ValueTask.FromResult(ids.Count);
    }

    public ValueTask RemoveApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken)
    {
        keys.Delete(RowKeys.Of(key.Value));
        changes.Remove(CacheKey.Of(key));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveTombstoneAsync(WorkspaceId workspace, MemberId member, CancellationToken cancellationToken)
    {
        tombstones.Delete(RowKeys.Of(workspace, member.Value));
        return ValueTask.CompletedTask;
    }

    private static Page<T> List<T>(
        Table table, RowIndex index, string prefix, string? cursor, int limit, Func<BsonDocument, T> read)
    {
        var range = KeyRange.Within(prefix);
        var rows = table.Scan(index, cursor is null ? range : range.After(cursor), limit + 1).ToList();
        var page = rows.Take(limit).ToList();
        return new Page<T>(page.ConvertAll(row => read(row)), rows.Count > limit ? page[^1].Text(index.Field) : null);
    }
}
