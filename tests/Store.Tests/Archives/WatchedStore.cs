using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>A store between whose commits something else happens.</summary>
/// <param name="before">Gets how many commits there were.</param>
internal sealed class WatchedStore(IStore store, Func<int, Task> before) : StoreInFront(store), IStoreSnapshots
{
    private readonly IStoreSnapshots snapshots = (IStoreSnapshots)store;
    private int made;

    public Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        snapshots.OpenSnapshotAsync(cancellationToken);

    public override async Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        await before(made++);
        return await base.CommitAsync(work, cancellationToken);
    }
}
