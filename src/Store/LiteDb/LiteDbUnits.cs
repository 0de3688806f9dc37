using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Cache;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;

namespace TeamAccess.Store.LiteDb;

/// <summary>Takes reads and units of work to the engine thread, and what they changed to the cache.</summary>
internal sealed class LiteDbUnits(EngineThread engine, RowCache cache, BatchRows batch, TimeProvider time)
{
    public Task<T> ReadAsync<T>(Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken) =>
        engine.ReadAsync(
            database => Completed(read(new LiteDbUnitOfWork(database, new RowChanges(batch), time))), cancellationToken);

    /// <summary>Reads one row, and caches it where it is there: on the engine thread, between two commits.</summary>
    public Task<T?> LoadAsync<T>(
        Func<IStoreReader, ValueTask<T?>> read, Action<RowChanges, T> note, CancellationToken cancellationToken)
        where T : class => engine.ReadAsync(
            database =>
            {
                var found = new RowChanges(batch);
                var row = Completed(read(new LiteDbUnitOfWork(database, found, time)));
                if (row is not null)
                {
                    note(found, row);
                    found.ApplyTo(cache);
                }

                return row;
            },
            cancellationToken);

    public Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken) => engine.WriteAsync(
            database =>
            {
                var changes = new RowChanges(batch);
                var outcome = Completed(work(new LiteDbUnitOfWork(database, changes, time)));
                if (!outcome.Commit)
                {
                    return WorkOutcome.Refuse(outcome.Value);
                }

                changes.ApplyTo(batch);
                return WorkOutcome.Commit(outcome.Value, changes.IsEmpty ? null : () => changes.ApplyTo(cache));
            },
            cancellationToken);

    // The engine thread waits for nobody, and LiteDB belongs to it: a unit that awaits something else is a mistake.
    private static T Completed<T>(ValueTask<T> task) => task.IsCompleted
        ? task.GetAwaiter().GetResult()
        : throw new InvalidOperationException("A unit of work awaited something other than the unit of work.");
}
