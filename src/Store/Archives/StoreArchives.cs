using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Archives;

/// <summary>Archives of a store.</summary>
/// <param name="pepper">See <see cref="ArchiveHeader.Pepper"/>.</param>
internal sealed class StoreArchives(IStoreSnapshots snapshots, string? pepper, TimeProvider time) : IArchives
{
    public async Task ExportAsync(WorkspaceId? workspace, Stream output, CancellationToken cancellationToken)
    {
        await using var snapshot = await snapshots.OpenSnapshotAsync(cancellationToken);
        await ArchiveWriter.WriteAsync(
            snapshot, workspace, pepper, time.GetUtcNow(), output, progress: null, cancellationToken);
    }
}
