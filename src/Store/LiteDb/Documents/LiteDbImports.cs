using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.LiteDb.Cache;
using TeamAccess.Store.LiteDb.Snapshots;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbImports(ILiteDatabase database, RowChanges changes) : IImportWriter
{
    private readonly Table imports = new(database, Tables.Imports);

    public ValueTask<BegunImport?> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(imports.Find(RowKeys.Of(workspace)) is { } row ? ImportDocument.Read(row) : null);

    public ValueTask<IReadOnlyList<BegunImport>> ListAsync(
        WorkspaceId? after, int limit, CancellationToken cancellationToken)
    {
        var all = KeyRange.Within("");
        var range = after is { } last ? all.After(RowKeys.Of(last)) : all;
        return ValueTask.FromResult<IReadOnlyList<BegunImport>>(
            imports.Scan(RowIndex.Id, range, limit).Select(ImportDocument.Read).ToList());
    }

    public ValueTask PutAsync(BegunImport begun, CancellationToken cancellationToken)
    {
        imports.Put(ImportDocument.Of(begun));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        imports.Delete(RowKeys.Of(workspace));
        return ValueTask.CompletedTask;
    }

    public ValueTask<RemovedRows> RemoveRowsAsync(
        WorkspaceId workspace, RowKind kind, string? cursor, int limit, CancellationToken cancellationToken)
    {
        if (kind is RowKind.Tenant or RowKind.Workspace)
        {
            throw new ArgumentException("No import leaves such rows.", nameof(kind));
        }

        // A request is found by the hash of its key, so those of others lie in between.
        var isMixed = !kind.IsOfWorkspaces();
        var place = SnapshotTable.Of(kind);
        var table = new Table(database, place.Name);
        var range = SnapshotTable.RangeOf(kind, workspace);
        var seen = table.Scan(place.Index, isMixed && cursor is not null ? range.After(cursor) : range, limit).ToList();
        var removed = 0;
        foreach (var row in seen)
        {
            var value = new StoredRow(kind, place.Read(workspace, row));
            if (value.Workspace == workspace)
            {
                table.Delete(row.Text("_id"));
                Forget(value);
                removed++;
            }
        }

        var next = seen.Count < limit ? null : isMixed ? seen[^1].Text("_id") : "";
        return ValueTask.FromResult(new RemovedRows(removed, next));
    }

    // A credential that was tried meanwhile has put them there, though it was refused.
    private void Forget(StoredRow row)
    {
        switch (row.Value)
        {
            case Member member:
                changes.RemoveMember(member.Workspace, member.Id);
                changes.Remove(CacheKey.OfUserName(RowKeys.Named(member.Workspace, member.UserName)));
                break;
            case DirectoryConnection connection:
                changes.Remove(CacheKey.Of(connection.Workspace, connection.Id));
                break;
            case ConnectionToken token:
                changes.Remove(CacheKey.Of(token.Id));
                break;
            case ApiKey key:
                changes.Remove(CacheKey.Of(key.Id));
                break;
            case Session session:
                changes.Remove(CacheKey.Of(session.Id));
                break;
            case StoredHead head:
                changes.Remove(CacheKey.OfHead(head.Workspace));
                break;
            default:
                break;
        }
    }
}
