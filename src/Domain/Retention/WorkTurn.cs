using System.Runtime.CompilerServices;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Retention;

/// <summary>One node's leave to do scheduled work, asked again inside each unit that writes.</summary>
public sealed class WorkTurn(IStore store, Lease lease)
{
    private const int WorkspacesPerRead = 200;

    public Lease Lease { get; } = lease;

    /// <summary>Every workspace there is, a page at a time.</summary>
    internal async IAsyncEnumerable<WorkspaceId> ListWorkspacesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var from = cursor;
            var page = await ReadAsync(
                reader => reader.Retention.ListWorkspacesAsync(from, WorkspacesPerRead, cancellationToken),
                cancellationToken);
            foreach (var workspace in page.Items)
            {
                yield return workspace;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    internal Task<T> ReadAsync<T>(Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken) =>
        store.ReadAsync(read, cancellationToken);

    /// <summary>Runs one unit that removes something.</summary>
    /// <param name="work">Answers how many rows it removed; 0 keeps nothing.</param>
    /// <exception cref="LeaseLostException">The lease is over; nothing was changed.</exception>
    internal async Task<int> RemoveAsync(
        Func<IUnitOfWork, ValueTask<int>> work, CancellationToken cancellationToken)
    {
        var removed = await store.CommitAsync(
            async unit =>
            {
                if (!await HoldsAsync(unit, cancellationToken))
                {
                    return Outcome.Discard<int?>(null);
                }

                var count = await work(unit);
                return new Outcome<int?>(count, Commit: count > 0);
            },
            cancellationToken);
        return removed ?? throw new LeaseLostException();
    }

    /// <summary>Asked before something is written elsewhere than in the store.</summary>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    internal async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (!await store.CommitAsync(async unit => Outcome.Discard(await HoldsAsync(unit, cancellationToken)), cancellationToken))
        {
            throw new LeaseLostException();
        }
    }

    /// <summary>Asked first in every unit that writes; on false the unit discards itself.</summary>
    internal ValueTask<bool> HoldsAsync(IUnitOfWork unit, CancellationToken cancellationToken) =>
        unit.Leases.HoldsAsync(Lease, cancellationToken);
}
