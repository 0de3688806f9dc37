using System.Runtime.CompilerServices;
using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;

namespace TeamAccess.Store.LiteDb.Snapshots;

/// <summary>A second LiteDB over files that are held still, read page by page beside the one that serves.</summary>
internal sealed class LiteDbSnapshot : IStoreSnapshot
{
    private const int PageRows = 500;

    private readonly HeldFiles files;
    private readonly LiteSession session;

    private LiteDbSnapshot(HeldFiles files, LiteSession session) => (this.files, this.session) = (files, session);

    /// <summary>Takes the hold over: it is released with the snapshot, or at once where that cannot be opened.</summary>
    public static LiteDbSnapshot Open(HeldFiles files)
    {
        try
        {
            return new LiteDbSnapshot(files, files.Open());
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    public async IAsyncEnumerable<StoredRow> ReadAsync(
        RowKind kind, WorkspaceId? workspace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        kind.RequireWorkspace(workspace);
        var table = SnapshotTable.Of(kind);
        for (KeyRange? next = SnapshotTable.RangeOf(kind, workspace); next is { } range;)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Elsewhere: a page is read from the disk, and the caller may be a thread that others wait for.
            var page = await Task.Run(() => files.Read(() => ReadPage(table, range, workspace ?? default)), cancellationToken);
            foreach (var value in page.Rows)
            {
                var row = new StoredRow(kind, value);
                if (workspace is null || row.Workspace == workspace)
                {
                    yield return row;
                }
            }

            next = page.Further;
        }
    }

    public ValueTask DisposeAsync()
    {
        files.Dispose();
        session.Abandon();
        return ValueTask.CompletedTask;
    }

    private (List<object> Rows, KeyRange? Further) ReadPage(SnapshotTable table, KeyRange range, WorkspaceId workspace)
    {
        session.Begin();
        session.Units.Enter(mayWrite: false);
        try
        {
            var found = new Table(session.Database, table.Name).Scan(table.Index, range, PageRows).ToList();
            var rest = found.Count < PageRows ? default(KeyRange?) : range.After(found[^1].Text(table.Index.Field));
            return (found.ConvertAll(row => table.Read(workspace, row)), rest);
        }
        catch (LiteException e)
        {
            throw new StoreUnavailableException("The store's files cannot be read. Verify them.", outcomeUnknown: false, e);
        }
        finally
        {
            session.Units.Leave();
            session.Rollback();
        }
    }
}
