using TeamAccess.Domain;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresImportReader(Session session) : IImportReader
{
    public async ValueTask<BegunImport?> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<BegunImport>(
            new Statement("SELECT body FROM imports WHERE workspace = $1", Keys.Of(workspace)), cancellationToken);
    }

    public ValueTask<IReadOnlyList<BegunImport>> ListAsync(
        WorkspaceId? after, int limit, CancellationToken cancellationToken) => session.ListBodiesAsync<BegunImport>(
            new Statement(
                "SELECT body FROM imports WHERE workspace > $1 ORDER BY workspace LIMIT $2",
                after is { } last ? Keys.Of(last) : "",
                limit),
            cancellationToken);
}

internal sealed class PostgresImports(UnitSession unit) : PostgresImportReader(unit), IImportWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask PutAsync(BegunImport begun, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(begun.Workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                """
                INSERT INTO imports (workspace, body) VALUES ($1, $2)
                ON CONFLICT (workspace) DO UPDATE SET body = excluded.body
                """,
                Keys.Of(begun.Workspace),
                Body.Of(begun)));
    }

    public async ValueTask RemoveAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken, new Statement("DELETE FROM imports WHERE workspace = $1", Keys.Of(workspace)));
    }

    public async ValueTask<RemovedRows> RemoveRowsAsync(
        WorkspaceId workspace, RowKind kind, string? cursor, int limit, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        if (kind == RowKind.Request)
        {
            return await RemoveRequestsAsync(workspace, cursor ?? "", limit, cancellationToken);
        }

        var removed = kind == RowKind.AuditEvent
            ? await new PostgresRetention(unit).RemoveAuditEventsAsync(
                workspace, long.MaxValue, limit, cancellationToken)
            : await RemoveFirstAsync(workspace, kind, limit, cancellationToken);
        return new RemovedRows(removed, removed < limit ? null : "");
    }

    /// <summary>The table, and what makes a row of it the only one of its workspace.</summary>
    private static (string Table, string Key) TableOf(RowKind kind) => kind switch
    {
        RowKind.Member => ("members", "id"),
        RowKind.Tombstone => ("tombstones", "id"),
        RowKind.Group => ("groups", "id"),
        RowKind.Membership => ("memberships", "group_id, member_id"),
        RowKind.Link => ("links", "parent_id, child_id"),
        RowKind.Resource => ("resources", "type, id"),
        RowKind.UniqueValue => ("unique_values", "attribute, value_key"),
        RowKind.Checkpoint => ("checkpoints", "purpose, sequence"),
        RowKind.ProvisioningEntry => ("provisioning_log", "id"),
        RowKind.Mapping => ("mappings", "id"),
        RowKind.Connection => ("connections", "id"),
        RowKind.Token => ("tokens", "id"),
        RowKind.ApiKey => ("api_keys", "id"),
        RowKind.Session => ("sessions", "id"),
        RowKind.Webhook => ("webhooks", "id"),
        RowKind.Head => ("heads", "workspace"),
        RowKind.Tenant or RowKind.AuditEvent or RowKind.Request or RowKind.Workspace =>
            throw new ArgumentException("No import leaves such rows in a table that is theirs alone.", nameof(kind)),
    };

    /// <summary>What the list of such a row is called in <c>found_by</c>.</summary>
    private static string ListOf(RowKind kind, string body) => kind switch
    {
        RowKind.Resource => PostgresResourceReader.ListOf(Body.Read<Resource>(body).Type),
        _ => TableOf(kind).Table,
    };

    private async ValueTask<int> RemoveFirstAsync(
        WorkspaceId workspace, RowKind kind, int limit, CancellationToken cancellationToken)
    {
        // Both halves name the workspace, by which a distributed database finds the rows.
        var (table, key) = TableOf(kind);
        var removal = $"""
            DELETE FROM {table} WHERE workspace = $1 AND ({key}) IN (
                SELECT {key} FROM {table} WHERE workspace = $1 ORDER BY {key} LIMIT $2)
            """;
        if (kind is not (RowKind.Member or RowKind.Group or RowKind.Resource))
        {
            return await unit.WriteAsync(cancellationToken, new Statement(removal, Keys.Of(workspace), limit));
        }

        var removed = await unit.ChangedAsync(
            new Statement($"{removal} RETURNING id, body", Keys.Of(workspace), limit),
            row => (Id: row.GetGuid(0), List: ListOf(kind, row.GetString(1))),
            cancellationToken);
        foreach (var list in removed.GroupBy(row => row.List, row => row.Id))
        {
            await unit.WriteAsync(
                cancellationToken,
                new Statement(
                    "DELETE FROM found_by WHERE workspace = $1 AND list = $2 AND id = ANY ($3)",
                    Keys.Of(workspace),
                    list.Key,
                    list.ToArray()));
        }

        return removed.Count;
    }

    // The key of a long one is a hash, which does not begin with its workspace.
    private async ValueTask<RemovedRows> RemoveRequestsAsync(
        WorkspaceId workspace, string after, int limit, CancellationToken cancellationToken)
    {
        var seen = await unit.QueryAsync(
            new Statement("SELECT key, body FROM requests WHERE key > $1 ORDER BY key LIMIT $2", after, limit),
            row => (Key: row.GetString(0), Request: BodyOf(row.GetString(1))),
            cancellationToken);
        var keys = seen.Where(row => row.Request.Workspace == workspace).Select(row => row.Key).ToArray();
        var removed = keys.Length == 0
            ? 0
            : await unit.WriteAsync(
                cancellationToken, new Statement("DELETE FROM requests WHERE key = ANY ($1)", (object)keys));
        return new RemovedRows(removed, seen.Count < limit ? null : seen[^1].Key);
    }

    private static IdempotencyRecord BodyOf(string text) => Body.Read<IdempotencyRecord>(text);
}
