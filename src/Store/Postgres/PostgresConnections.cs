using System.Globalization;
using Npgsql;

namespace TeamAccess.Store.Postgres;

/// <summary>The pool, with what this store relies on set.</summary>
internal static class PostgresConnections
{
    private const string Durable = "synchronous_commit";
    private const string Idle = "idle_in_transaction_session_timeout";
    private const int MinConnections = 4;

    /// <exception cref="InvalidDataException">The connection string, or a setting in it, cannot be used.</exception>
    public static NpgsqlDataSource Open(PostgresOptions options)
    {
        if (options.MaxConnections < MinConnections)
        {
            throw new InvalidDataException($"The store needs {MinConnections} connections or more.");
        }

        var text = Read(options.ConnectionString);
        text.MaxPoolSize = options.MaxConnections;
        (text.MinPoolSize, text.Pooling, text.Enlist, text.IncludeErrorDetail) = (0, true, false, false);
        text.CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        text.ApplicationName ??= "teamaccess";
        if (text.MaxAutoPrepare == 0)
        {
            (text.MaxAutoPrepare, text.AutoPrepareMinUsages) = (100, 2);
        }

        // An answered commit is durable, whatever the database's own default says.
        if (text.Options?.Contains(Durable, StringComparison.Ordinal) is true)
        {
            throw new InvalidDataException($"The connection string sets {Durable}; the store sets it itself. Leave it out.");
        }

        var idle = (long)options.IdleTimeout.TotalMilliseconds;
        text.Options = string.Create(
            CultureInfo.InvariantCulture, $"-c {Idle}={idle} {text.Options} -c {Durable}=on");
        return new NpgsqlDataSourceBuilder(text.ConnectionString).Build();
    }

    // What the reader says may repeat a piece of the text, and the text holds a password: it ends here.
    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException(
                "The connection string of the database cannot be read. Write it as Host=…;Username=…;Password=…;Database=…");
        }
    }
}
