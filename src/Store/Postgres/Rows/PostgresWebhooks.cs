using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresWebhookReader(Session session) : IWebhookReader
{
    public async ValueTask<Webhook?> FindAsync(
        WorkspaceId workspace, WebhookId webhook, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<Webhook>(
            new Statement("SELECT body FROM webhooks WHERE workspace = $1 AND id = $2", Keys.Of(workspace), webhook.Value),
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Webhook>> ListAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.ListBodiesAsync<Webhook>(
            new Statement("SELECT body FROM webhooks WHERE workspace = $1 ORDER BY id", Keys.Of(workspace)), cancellationToken);
    }

    public async ValueTask<Page<Webhook>> ListDueAsync(
        DateTimeOffset now, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var (workspace, id) = Read(cursor);
        var found = await session.ListBodiesAsync<Webhook>(
            new Statement(
                """
                SELECT w.body FROM webhooks w JOIN heads h ON h.workspace = w.workspace
                WHERE w.next_attempt <= $1 AND h.audit_sequence > w.delivered AND (w.workspace, w.id) > ($2, $3)
                ORDER BY w.workspace, w.id LIMIT $4
                """,
                now.UtcTicks,
                workspace,
                id,
                limit + 1),
            cancellationToken);
        return found.Count > limit
            ? new Page<Webhook>(found.Take(limit).ToList(), Write(found[limit - 1]))
            : new Page<Webhook>(found, Next: null);
    }

    private static string Write(Webhook last) => $"{Keys.Of(last.Workspace)}/{last.Id}";

    private static (string Workspace, Guid Id) Read(string? cursor)
    {
        if (cursor is null)
        {
            return ("", Guid.Empty);
        }

        var slash = cursor.IndexOf('/', StringComparison.Ordinal);
        return (cursor[..slash], Guid.Parse(cursor[(slash + 1)..]));
    }
}

internal sealed class PostgresWebhooks(UnitSession unit) : PostgresWebhookReader(unit), IWebhookWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask AddAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(webhook.Workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                """
                INSERT INTO webhooks (workspace, id, delivered, next_attempt, body)
                VALUES ($1, $2, $3, CASE WHEN $4 THEN NULL ELSE $5 END, $6)
                """,
                ValuesOf(webhook)));
    }

    public async ValueTask UpdateAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(webhook.Workspace, cancellationToken);
        await unit.ChangeAsync(
            "webhook",
            cancellationToken,
            new Statement(
                """
                UPDATE webhooks SET delivered = $3, next_attempt = CASE WHEN $4 THEN NULL ELSE $5 END, body = $6
                WHERE workspace = $1 AND id = $2
                """,
                ValuesOf(webhook)));
    }

    public async ValueTask RemoveAsync(WorkspaceId workspace, WebhookId webhook, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement("DELETE FROM webhooks WHERE workspace = $1 AND id = $2", Keys.Of(workspace), webhook.Value));
    }

    private static object[] ValuesOf(Webhook webhook) =>
    [
        Keys.Of(webhook.Workspace),
        webhook.Id.Value,
        webhook.Cursor,
        webhook.Pause is not null,
        webhook.NextAttempt.UtcTicks,
        Body.Of(webhook),
    ];
}
