using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Migrations;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres;

/// <summary>Opens the pool and brings the schema forward when the host starts; notices when the database is back.</summary>
internal sealed partial class PostgresLifetime(PostgresOptions options, TimeProvider time, ILogger<PostgresLifetime> logger)
    : IHostedService, IStoreHealth, IAsyncDisposable
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetUnitsEach = TimeSpan.FromHours(1);

    private readonly PostgresHealth health = new();
    private readonly CancellationTokenSource closing = new();
    private volatile Opened? opened;
    private Task watch = Task.CompletedTask;

    public PostgresUnits Units => health.Status.State == StoreState.Closed
        ? throw new StoreUnavailableException("The store is shut down.")
        : opened?.Units ?? throw new StoreUnavailableException("The store is not open yet.");

    public StoreStatus Status => health.Status;

    /// <exception cref="NewerSchemaException">A newer version of the program has written the database.</exception>
    /// <exception cref="OtherPepperException">The database belongs to servers with another pepper.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or refuses this server.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var source = PostgresConnections.Open(options);
        try
        {
            var (from, to) = await Migrator.MigrateAsync(source, cancellationToken);
            if (from != to)
            {
                Log.Migrated(logger, from, to);
            }

            await RequirePepperAsync(source, cancellationToken);
        }
        catch (Exception e)
        {
            await source.DisposeAsync();
            throw Trouble.Unavailable(e) ?? e;
        }

        opened = new Opened(source, new PostgresUnits(source, options, health, time, logger));
        health.Works();
        watch = Task.Run(() => WatchAsync(source), CancellationToken.None);
    }

    /// <summary>Leaves it open: requests on their way out still need it. <see cref="DisposeAsync"/> closes.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (health.Status.State == StoreState.Closed)
        {
            return;
        }

        health.Close();
        await closing.CancelAsync();
        await watch;
        if (opened is { } current)
        {
            await current.Source.DisposeAsync();
            current.Units.Dispose();
        }

        closing.Dispose();
    }

    private async Task RequirePepperAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        if (options.PepperCheck is not { } check)
        {
            return;
        }

        await using var command = source.CreateCommand(
            """
            INSERT INTO settings (name, value) VALUES ('pepper_check', $1)
            ON CONFLICT (name) DO UPDATE SET value = settings.value RETURNING value
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = check.ToArray() });
        if (await command.ExecuteScalarAsync(cancellationToken) is not byte[] kept
            || !CryptographicOperations.FixedTimeEquals(kept, check.Span))
        {
            throw new OtherPepperException(
                "The database was made under another token pepper: no token there could be checked with this one. "
                + "Give every server of this database the same pepper file.");
        }
    }

    // Readiness comes back without a request having to fail first; and old outcomes are forgotten.
    private async Task WatchAsync(NpgsqlDataSource source)
    {
        long? forgotten = null;
        try
        {
            while (true)
            {
                await Task.Delay(LookAgainAfter, time, closing.Token);
                var isDue = forgotten is not { } last || time.GetElapsedTime(last) >= ForgetUnitsEach;
                if (health.Status.State == StoreState.Recovering || isDue)
                {
                    if (await LookAsync(source))
                    {
                        forgotten = time.GetTimestamp();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task<bool> LookAsync(NpgsqlDataSource source)
    {
        try
        {
            // A write, so that a database that only reads is not taken for one that is back.
            await using var command = source.CreateCommand("DELETE FROM units WHERE made < now() - interval '1 day'");
            await command.ExecuteNonQueryAsync(closing.Token);
            health.Works();
            return true;
        }
        catch (Exception e) when (Trouble.Describe(e) is { } reason)
        {
            health.Fails(reason);
            return false;
        }
        catch (PostgresException) // nothing that is known: the watch goes on, or nobody would notice that it is over
        {
            health.Fails("The database refuses what this server asks of it.");
            return false;
        }
    }

    private sealed record Opened(NpgsqlDataSource Source, PostgresUnits Units);

    private static partial class Log
    {
        [LoggerMessage(4040, LogLevel.Information, "Migrated the database from schema version {From} to {To}")]
        public static partial void Migrated(ILogger logger, int from, int to);
    }
}
