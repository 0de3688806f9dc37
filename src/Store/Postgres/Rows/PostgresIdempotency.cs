using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal sealed class PostgresIdempotency(UnitSession unit) : IIdempotencyWriter
{
    public ValueTask<IdempotencyRecord?> FindAsync(string key, CancellationToken cancellationToken) =>
        unit.FindBodyAsync<IdempotencyRecord>(
            new Statement("SELECT body FROM requests WHERE key = $1", Keys.Text(key)), cancellationToken);

    public async ValueTask AddAsync(IdempotencyRecord record, CancellationToken cancellationToken) =>
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "INSERT INTO requests (key, created, body) VALUES ($1, $2, $3)",
                Keys.Text(record.Key),
                record.Created.UtcTicks,
                Body.Of(record)));

    // Rows that another unit removes at this moment are left to it: units of different workspaces do not wait here.
    public async ValueTask<int> RemoveOlderThanAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                """
                DELETE FROM requests WHERE key IN (
                    SELECT key FROM requests WHERE created < $1 ORDER BY created LIMIT $2 FOR UPDATE SKIP LOCKED)
                """,
                before.UtcTicks,
                limit));
}
