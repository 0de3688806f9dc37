using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Cache;
using TeamAccess.Store.LiteDb.Compaction;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;

namespace TeamAccess.Store.LiteDb;

/// <summary>Opens the database when the host starts, and closes it when everything that uses it is gone.</summary>
internal sealed partial class LiteDbLifetime(
    Func<IStorageDirectory> directory,
    LiteDbOptions options,
    EngineOptions engineOptions,
    TimeProvider time,
    ILogger<LiteDbLifetime> logger,
    LogFormat? format = null) : IHostedService, IStoreHealth, IAsyncDisposable
{
    private volatile Opened? opened;
    private volatile bool closed;

    public LiteDbUnits Units => Current.Units;

    public PointReads PointReads => Current.PointReads;

    public StoreStatus Status => (opened, closed) switch
    {
        (_, true) => new StoreStatus(StoreState.Closed, "The store is shut down."),
        (null, false) => new StoreStatus(StoreState.Starting, "The store is not open yet."),
        ({ } current, false) => StatusOf(current.Engine.Health.State),
    };

    /// <inheritdoc cref="EngineThread.HoldAsync"/>
    public Task<HeldFiles> HoldAsync(CancellationToken cancellationToken) => Current.Engine.HoldAsync(cancellationToken);

    private Opened Current => closed
        ? throw new StoreUnavailableException("The store is shut down.")
        : opened ?? throw new StoreUnavailableException("The store is not open yet.");

    /// <exception cref="NewerSchemaException">A newer version of the program has written the database.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var cache = new RowCache(options.CacheRows, options.CacheBytes);
        var rows = new BatchRows(cache);
        var files = directory();
        StoredVersion.RequireKnown(files);
        var engine = await EngineThread.StartAsync(files, engineOptions, time, logger, rows, format);
        try
        {
            LeftByCompaction.TryDelete(files); // the database is locked, so none is running
            await MigrateAsync(engine, cancellationToken);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }

        var units = new LiteDbUnits(engine, cache, rows, time);
        opened = new Opened(engine, units, new PointReads(cache, units));
    }

    /// <summary>Leaves it open: requests on their way out still need it. <see cref="DisposeAsync"/> closes.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        closed = true;
        if (opened is { } current)
        {
            await current.Engine.DisposeAsync();
        }
    }

    private async Task MigrateAsync(EngineThread engine, CancellationToken cancellationToken)
    {
        var version = await Migrator.RunAsync(engine, cancellationToken);
        if (version != Schema.Current)
        {
            Log.Migrated(logger, version, Schema.Current);
        }
    }

    private static StoreStatus StatusOf(EngineState state) => state switch
    {
        EngineState.Serving => new StoreStatus(StoreState.Serving, ""),
        EngineState.Stalled => new StoreStatus(
            StoreState.Stalled, "The store has not answered for a while: its disk is slow or stuck."),
        EngineState.Reopening => new StoreStatus(
            StoreState.Recovering, "The store has failed and takes no writes until it has reopened by itself."),
        EngineState.Stopped => new StoreStatus(
            StoreState.Stopped, "The store has failed and takes no writes until the process is restarted."),
        EngineState.Closed => new StoreStatus(StoreState.Closed, "The store is shut down."),
    };

    private sealed record Opened(EngineThread Engine, LiteDbUnits Units, PointReads PointReads);

    private static partial class Log
    {
        [LoggerMessage(4010, LogLevel.Information, "Migrated the database from schema version {From} to {To}")]
        public static partial void Migrated(ILogger logger, int from, int to);
    }
}
