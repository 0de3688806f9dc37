using Npgsql;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Postgres.Units;

/// <summary>What an exception of the database means for whoever waits.</summary>
internal static class Trouble
{
    /// <summary>A race that another run of the same unit may win.</summary>
    public static bool IsConflict(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    };

    /// <summary>Whether the connection is gone, and the server with it or not: a new one may do.</summary>
    public static bool IsLostConnection(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState.StartsWith("08", StringComparison.Ordinal) || e.SqlState is
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        NpgsqlException e => e.InnerException is not TimeoutException,
        _ => false,
    };

    /// <summary>Whether an answer to COMMIT says for certain that nothing was kept.</summary>
    public static bool IsRefusal(Exception exception) => exception is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>
    /// The trouble of the engine in words for operators; null for what is no trouble of the engine but a mistake.
    /// </summary>
    public static string? Describe(Exception exception) => exception switch
    {
        PostgresException e => Describe(e.SqlState),
        NpgsqlException { InnerException: TimeoutException } => "The database did not answer in time.",
        NpgsqlException => "The database cannot be reached.",
        TimeoutException => "There was no connection to the database in time.",
        _ => null,
    };

    public static StoreUnavailableException? Unavailable(Exception exception) =>
        Describe(exception) is { } reason ? new StoreUnavailableException(reason, exception) : null;

    /// <summary>Awaits a call, and gives the engine's own trouble its name.</summary>
    /// <exception cref="StoreUnavailableException">The database has failed.</exception>
    public static async Task<T> NamedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (Unavailable(e) is { } unavailable)
        {
            throw unavailable;
        }
    }

    private static string? Describe(string state) => state switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            "Too many changes met each other; try again.",
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled =>
            "The database took too long; try again.",
        PostgresErrorCodes.DiskFull => "The database's disk is full.",
        PostgresErrorCodes.TooManyConnections => "The database takes no more connections.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "The database takes no writes: it is a standby, or read-only.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => "The database is shutting down.",
        PostgresErrorCodes.CannotConnectNow => "The database is starting.",
        "55000" => "The database cannot do this in its present state.",
        "3D000" => "There is no such database.",
        _ => state[..2] switch
        {
            "08" => "The connection to the database was lost.",
            "28" => "The database refuses this server's user or password.",
            "53" => "The database has no resources left.",
            "57" => "The database was interrupted.",
            "58" => "The database's system has failed.",
            "XX" => "The database has failed.",
            _ => null,
        },
    };
}
