using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Postgres.Rows;
using TeamAccess.Store.Postgres.Snapshots;

namespace TeamAccess.Store.Postgres.Units;

/// <summary>Runs reads and units of work, again where a race or a lost connection asks for it.</summary>
internal sealed partial class PostgresUnits(
    NpgsqlDataSource source, PostgresOptions options, PostgresHealth health, TimeProvider time, ILogger logger) : IDisposable
{
    private const int ReadAttempts = 3;

    private readonly UnitCommit commit = new(source, options, time);

    // The rest of the connections is for reads, so that units waiting for each other keep nobody from signing in.
    private readonly SemaphoreSlim places = new(Math.Max(1, options.MaxConnections * 3 / 4));

    public void Dispose() => places.Dispose();

    /// <summary>One statement, without a transaction of its own.</summary>
    public Task<T> ReadOneAsync<T>(
        Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken) => ReadAgainAsync(
            async connection => await read(new PostgresReader(new Session(connection, options.CommandTimeout))),
            cancellationToken);

    public Task<T> ReadAsync<T>(
        Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken) => ReadAgainAsync(
            async connection =>
            {
                await using var state = await connection.BeginTransactionAsync(
                    IsolationLevel.RepeatableRead, cancellationToken);
                return await read(new PostgresReader(new Session(connection, options.CommandTimeout)));
            },
            cancellationToken);

    /// <summary>A connection of its own, for as long as the snapshot is open.</summary>
    public Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => Trouble.NamedAsync(async () =>
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            var state = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

            // The state is that of the transaction's first statement, not of its beginning.
            await using var first = new NpgsqlCommand("SET TRANSACTION READ ONLY; SELECT 1", connection, state);
            await first.ExecuteScalarAsync(cancellationToken);
            return (IStoreSnapshot)new PostgresSnapshot(connection, state);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    });

    /// <exception cref="UniqueKeyException">A unique key is taken, and was again when the unit was run anew.</exception>
    public async Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var value = await RunOnceAsync(work, cancellationToken);
                health.Works();
                return value;
            }
            catch (Exception e) when (attempt < options.Attempts && MayRunAgain(e, attempt))
            {
                Log.RunsAgain(logger, attempt, e.GetType().Name);
                await Task.Delay(Retries.DelayAfter(attempt), time, cancellationToken);
            }
            catch (Exception e) when (Trouble.Unavailable(e) is { } unavailable)
            {
                throw Noted(unavailable);
            }
        }
    }

    private async Task<T> RunOnceAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            var id = Guid.CreateVersion7(time.GetUtcNow());

            // A thread of its own: the unit blocks it, and must not take one from the pool that serves requests.
            var (outcome, ended) = await Task.Factory.StartNew(
                () => Run(connection, id, work, cancellationToken),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            if (ended is not null)
            {
                await commit.ResolveAsync(id, ended);
            }

            return outcome;
        }
        finally
        {
            places.Release();
        }
    }

    /// <returns>The outcome's value, and what interrupted its commit, if anything did.</returns>
    private (T Value, Exception? Interruption) Run<T>(
        NpgsqlConnection connection,
        Guid id,
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work,
        CancellationToken cancellationToken)
    {
        // Rolled back with the connection where nothing else ends it: its own disposal would throw over what a lost
        // connection has left, and hide that.
        var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        var session = new UnitSession(connection, options.CommandTimeout, id);
        var answer = work(new PostgresUnitOfWork(session));
        if (!answer.IsCompleted)
        {
            throw new InvalidOperationException("A unit of work awaited something other than the unit of work.");
        }

        var outcome = answer.GetAwaiter().GetResult();
        if (!outcome.Commit || !session.Wrote)
        {
            transaction.Rollback();
            return (outcome.Value, null);
        }

        return session.Broken
            ? throw session.Failure!
            : (outcome.Value, UnitCommit.Interruption(transaction));
    }

    private async Task<T> ReadAgainAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                var value = await read(connection);
                health.Works();
                return value;
            }
            catch (NpgsqlException e) when (attempt < ReadAttempts && Trouble.IsLostConnection(e))
            {
                await Task.Delay(Retries.DelayAfter(attempt), time, cancellationToken);
            }
            catch (Exception e) when (Trouble.Unavailable(e) is { } unavailable)
            {
                throw Noted(unavailable);
            }
        }
    }

    // A taken key may be a race that the domain's own check answers on the second run; a third would learn nothing new.
    private static bool MayRunAgain(Exception exception, int attempt) =>
        Trouble.IsConflict(exception)
        || exception is NothingCommittedException
        || (exception is UniqueKeyException && attempt == 1)
        || (Trouble.IsLostConnection(exception) && attempt < ReadAttempts);

    private StoreUnavailableException Noted(StoreUnavailableException unavailable)
    {
        if (unavailable.InnerException is { } cause && !Trouble.IsConflict(cause))
        {
            health.Fails(unavailable.Message);
        }

        Log.Unavailable(logger, unavailable.Message);
        return unavailable;
    }

    private static partial class Log
    {
        [LoggerMessage(4030, LogLevel.Debug, "A unit of work runs again after attempt {Attempt}: {Kind}")]
        public static partial void RunsAgain(ILogger logger, int attempt, string kind);

        [LoggerMessage(4031, LogLevel.Warning, "The store is unavailable: {Reason}")]
        public static partial void Unavailable(ILogger logger, string reason);
    }
}
