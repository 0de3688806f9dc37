using Npgsql;

namespace TeamAccess.Store.Postgres;

/// <summary>The pool, with what this store relies on set.</summary>
internal static class PostgresConnections
{
    private const string Durable = "synchronous_commit";
    private const int MinConnections = 4;

    /// <exception cref="ArgumentException">The connection string, or a setting in it, cannot be used.</exception>
    public static NpgsqlDataSource Open(PostgresOptions options)
    {
        if (options.MaxConnections < MinConnections)
        {
            throw new ArgumentException($"The store needs {MinConnections} connections or more.", nameof(options));
        }

        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            MaxPoolSize = options.MaxConnections,
            MinPoolSize = 0,
            Pooling = true,
            Enlist = false,
            Multiplexing = false,
            IncludeErrorDetail = false,
            CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds),
        };
        text.ApplicationName ??= "teamaccess";
        if (text.MaxAutoPrepare == 0)
        {
            (text.MaxAutoPrepare, text.AutoPrepareMinUsages) = (100, 2);
        }

        // An answered commit is durable, whatever the database's own default says.
        if (text.Options?.Contains(Durable, StringComparison.Ordinal) is true)
        {
            throw new ArgumentException($"The connection string sets {Durable}; the store sets it itself.", nameof(options));
        }

        text.Options = $"{text.Options} -c {Durable}=on".Trim();
        return new NpgsqlDataSourceBuilder(text.ConnectionString).Build();
    }
}
