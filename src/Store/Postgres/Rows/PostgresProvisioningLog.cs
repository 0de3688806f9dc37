using TeamAccess.Domain;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresProvisioningLogReader(Session session) : IProvisioningLogReader
{
    /// <summary>Rows that one query looks at before it answers with what it has.</summary>
    private const int ScanBound = 2000;

    private const int MinChunk = 100;

    // No id is as high: those of entries begin with their time.
    private static readonly Guid Highest = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    public async ValueTask<ProvisioningEntry?> FindAsync(
        WorkspaceId workspace, ProvisioningEntryId entry, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<ProvisioningEntry>(
            new Statement(
                "SELECT body FROM provisioning_log WHERE workspace = $1 AND id = $2", Keys.Of(workspace), entry.Value),
            cancellationToken);
    }

    public async ValueTask<ProvisioningPage> ListAsync(
        WorkspaceId workspace, ProvisioningQuery query, int limit, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        var found = new List<ProvisioningEntry>();
        ProvisioningEntryId? last = null;
        var chunk = Math.Max(limit + 1, MinChunk);
        for (var scanned = 0; scanned < ScanBound; scanned += chunk)
        {
            var before = last?.Value ?? query.Before?.Value ?? Highest;
            var candidates = await session.ListBodiesAsync<ProvisioningEntry>(
                Scan(workspace, query, before, chunk), cancellationToken);
            foreach (var candidate in candidates)
            {
                if (found.Count == limit)
                {
                    return new ProvisioningPage(found, last);
                }

                if (query.Matches(candidate))
                {
                    found.Add(candidate);
                }

                last = candidate.Id;
            }

            if (candidates.Count < chunk)
            {
                return new ProvisioningPage(found, null);
            }
        }

        return new ProvisioningPage(found, last);
    }

    public async ValueTask<int> CountAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        var counts = await session.QueryAsync(
            new Statement("SELECT count(*) FROM provisioning_log WHERE workspace = $1", Keys.Of(workspace)),
            row => (int)row.GetInt64(0),
            cancellationToken);
        return counts[0];
    }

    private static Statement Scan(WorkspaceId workspace, ProvisioningQuery query, Guid before, int limit) => new(
        """
        SELECT body FROM provisioning_log
        WHERE workspace = $1 AND id < $2 AND created >= $3 AND created < $4 ORDER BY id DESC LIMIT $5
        """,
        Keys.Of(workspace),
        before,
        query.From?.UtcTicks ?? 0L,
        query.Until?.UtcTicks ?? long.MaxValue,
        limit);
}

internal sealed class PostgresProvisioningLog(UnitSession unit) : PostgresProvisioningLogReader(unit), IProvisioningLogWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask AppendAsync(ProvisioningEntry entry, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(entry.Workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "INSERT INTO provisioning_log (workspace, id, created, body) VALUES ($1, $2, $3, $4)",
                Keys.Of(entry.Workspace),
                entry.Id.Value,
                entry.Time.UtcTicks,
                Body.Of(entry)));
    }

    public async ValueTask RemoveOldestAsync(WorkspaceId workspace, int count, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                """
                DELETE FROM provisioning_log WHERE workspace = $1 AND id IN (
                    SELECT id FROM provisioning_log WHERE workspace = $1 ORDER BY id LIMIT $2)
                """,
                Keys.Of(workspace),
                count));
    }

    // Rows that another unit removes at this moment are left to it.
    public async ValueTask<int> RemoveOlderThanAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                """
                DELETE FROM provisioning_log WHERE (workspace, id) IN (
                    SELECT workspace, id FROM provisioning_log WHERE created < $1 ORDER BY created LIMIT $2
                    FOR UPDATE SKIP LOCKED)
                """,
                before.UtcTicks,
                limit));
}
