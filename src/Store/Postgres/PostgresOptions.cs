namespace TeamAccess.Store.Postgres;

/// <summary>Where the shared store lives, and how it is used.</summary>
public sealed record PostgresOptions
{
    /// <summary>In Npgsql's words; holds a password, so it is never logged and not part of <see cref="ToString"/>.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>
    /// Proves without telling it that this server's pepper is the one of the database: kept there by the first server
    /// that starts, compared by every later one. Null to leave that out.
    /// </summary>
    public ReadOnlyMemory<byte>? PepperCheck { get; init; }

    /// <summary>The most connections of this server, 4 or more. Three in four of them may be units of work.</summary>
    public int MaxConnections { get; init; } = 32;

    /// <summary>How long one statement may take, waiting for another unit of its workspace included.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a transaction may stand still before the database ends it. A server that is stopped keeps a workspace
    /// from the others for twice that, which is shorter than <see cref="CommandTimeout"/>: they still get their turn.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a unit is run at most.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>How long the outcome of an interrupted commit is looked for.</summary>
    public TimeSpan OutcomeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    public override string ToString() => nameof(PostgresOptions);
}
