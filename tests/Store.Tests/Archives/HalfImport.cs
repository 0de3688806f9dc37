using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>Imports that end before their time.</summary>
internal static class HalfImport
{
    public static async Task<byte[]> ArchiveAsync(IReadOnlyList<StoredRow> rows, WorkspaceId? workspace)
    {
        var store = new MemoryStore();
        await SampleRows.AddToAsync(store, rows);
        await using var snapshot = await store.OpenSnapshotAsync(default);
        using var output = new MemoryStream();
        await ArchiveWriter.WriteAsync(snapshot, workspace, "pepper", Sample.At(0), output, null, default);
        return output.ToArray();
    }

    public static Task<ImportReport> ImportAsync(IStore store, byte[] archive) => ArchiveImport.RunAsync(
        store, (IStoreSnapshots)store, () => new MemoryStream(archive), TimeProvider.System, null, default);

    /// <summary>The look for room and so many parts.</summary>
    public static async Task LeaveAsync(IStore store, byte[] archive, int parts) =>
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => ImportAsync(new FailingStore(store, commits: 1 + parts), archive));

    /// <summary>Every row there is of a workspace, and of all tenants, whether or not the workspace is there.</summary>
    public static async Task<List<StoredRow>> RowsOfAsync(IStore store, WorkspaceId workspace)
    {
        await using var snapshot = await ((IStoreSnapshots)store).OpenSnapshotAsync(default);
        var rows = new List<StoredRow>();
        foreach (var kind in Enum.GetValues<RowKind>())
        {
            await foreach (var row in snapshot.ReadAsync(kind, kind == RowKind.Tenant ? null : workspace, default))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    public static Task<BegunImport?> FindAsync(IStore store, WorkspaceId workspace) =>
        store.ReadAsync(reader => reader.Imports.FindAsync(workspace, default), default);
}
