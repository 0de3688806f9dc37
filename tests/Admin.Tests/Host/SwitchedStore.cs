using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Admin.Tests.Host;

/// <summary>A store, in memory unless another is selected, that can be made to fail, or to take its time.</summary>
public sealed class SwitchedStore() : StoreInFront(TestStores.Selected() ?? new MemoryStore { RunsUnitsTwice = true })
{
    /// <summary>Thrown by every use while it is set.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>Thrown by commits and longer reads only, so that authentication still works.</summary>
    public Exception? TroubleBehindAuthentication { get; set; }

    /// <summary>How long commits and longer reads take.</summary>
    public TimeSpan Delay { get; set; }

    protected override IStore Lookups => Trouble is null ? base.Lookups : throw Trouble;

    public override async Task<T> ReadAsync<T>(
        Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken);
        return await base.ReadAsync(read, cancellationToken);
    }

    public override async Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken);
        return await base.CommitAsync(work, cancellationToken);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Delay, cancellationToken);
        if ((TroubleBehindAuthentication ?? Trouble) is { } trouble)
        {
            throw trouble;
        }
    }
}
