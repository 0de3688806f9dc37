using Npgsql;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Postgres.Units;

/// <summary>Commits a unit, and finds out what became of one whose answer was lost.</summary>
internal sealed class UnitCommit(NpgsqlDataSource source, PostgresOptions options, TimeProvider time)
{
    private const string WasKept =
        """
        INSERT INTO units (id, kept) VALUES ($1, false) ON CONFLICT (id) DO UPDATE SET made = units.made RETURNING kept
        """;

    /// <summary>Commits. Null when the server has said so; otherwise why its answer did not arrive.</summary>
    public static Exception? Interruption(NpgsqlTransaction transaction)
    {
        try
        {
            transaction.Commit();
            return null;
        }
        catch (Exception e) when (!Trouble.IsRefusal(e))
        {
            return e;
        }
    }

    /// <summary>
    /// Returns when the unit was kept. Each unit writes a row with its own id: to write that row once more waits for
    /// the old transaction should it still run, finds the row when it was committed, and keeps it from ever being
    /// committed when it was not.
    /// </summary>
    /// <exception cref="NothingCommittedException">It was not kept.</exception>
    /// <exception cref="StoreUnavailableException">The database could not be asked in time: nobody knows.</exception>
    public async Task ResolveAsync(Guid unit, Exception interruption)
    {
        var start = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
                await using var command = new NpgsqlCommand(WasKept, connection);
                command.Parameters.Add(new NpgsqlParameter { Value = unit });
                if (await command.ExecuteScalarAsync(CancellationToken.None) is true)
                {
                    return;
                }

                throw new NothingCommittedException(interruption);
            }
            catch (Exception e) when (Trouble.Describe(e) is not null)
            {
                if (time.GetElapsedTime(start) >= options.OutcomeTimeout)
                {
                    throw Unknown(e);
                }

                await Task.Delay(Retries.DelayAfter(attempt), time, CancellationToken.None);
            }
        }
    }

    private static StoreUnavailableException Unknown(Exception cause) => new(
        "The database was lost while a change was committed; whether it was kept is not known.", outcomeUnknown: true, cause);
}
