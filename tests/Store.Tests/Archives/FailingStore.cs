using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>A store that keeps so many commits and then fails, after the last one or before the next.</summary>
internal sealed class FailingStore(IStore store, int commits) : StoreInFront(store), IStoreSnapshots
{
    private readonly IStoreSnapshots snapshots = (IStoreSnapshots)store;
    private int made;

    public int Made => made;

    public Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        snapshots.OpenSnapshotAsync(cancellationToken);

    public override async Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        if (made++ >= commits)
        {
            throw new StoreUnavailableException("Failed before.");
        }

        var value = await base.CommitAsync(work, cancellationToken);
        return made == commits && commits % 2 == 0 ? throw new StoreUnavailableException("Failed after.") : value;
    }
}
