using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Scim.Tests.Host;

/// <summary>A store in memory that fails when told to.</summary>
public sealed class BreakableStore() : StoreInFront(new MemoryStore())
{
    /// <summary>Thrown by reads and commits; null for none.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>Thrown by the lookups of single rows; null for none.</summary>
    public Exception? PointTrouble { get; set; }

    /// <summary>What commits wait for; null for nothing.</summary>
    public Task? Gate { get; set; }

    protected override IStore Lookups => PointTrouble is null ? base.Lookups : throw PointTrouble;

    public override Task<T> ReadAsync<T>(
        Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken) =>
        Trouble is null ? base.ReadAsync(read, cancellationToken) : Task.FromException<T>(Trouble);

    public override async Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        await (Gate ?? Task.CompletedTask);
        return Trouble is null ? await base.CommitAsync(work, cancellationToken) : throw Trouble;
    }
}
