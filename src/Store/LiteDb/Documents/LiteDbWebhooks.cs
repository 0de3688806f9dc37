using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbWebhooks(ILiteDatabase database) : IWebhookWriter
{
    private readonly Table webhooks = new(database, Tables.Webhooks);
    private readonly Table heads = new(database, Tables.Heads);

    public ValueTask<Webhook?> FindAsync(
        WorkspaceId workspace, WebhookId webhook, CancellationToken cancellationToken) =>
        ValueTask.FromResult(webhooks.Find(RowKeys.Of(workspace, webhook.Value)) is { } row
            ? WebhookDocument.Read(row)
            : null);

    public ValueTask<IReadOnlyList<Webhook>> ListAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Webhook>>(webhooks
            .Scan(RowIndex.Id, KeyRange.Within(RowKeys.Of(workspace) + "/"), int.MaxValue)
            .Select(WebhookDocument.Read)
            .ToList());

    // No index leads to them: an event would have to write into it, and events come by far more often than this question.
    public ValueTask<Page<Webhook>> ListDueAsync(
        DateTimeOffset now, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var range = KeyRange.Within("");
        var rows = webhooks.Scan(RowIndex.Id, cursor is null ? range : range.After(cursor), limit + 1).ToList();
        var due = rows.Take(limit).Select(WebhookDocument.Read).Where(webhook => IsDue(webhook, now)).ToList();
        return ValueTask.FromResult(
            new Page<Webhook>(due, rows.Count > limit ? rows[limit - 1].Text(RowIndex.Id.Field) : null));
    }

    public ValueTask AddAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        webhooks.Insert(WebhookDocument.Of(webhook));
        return ValueTask.CompletedTask;
    }

    public ValueTask UpdateAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        webhooks.Update(WebhookDocument.Of(webhook));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(WorkspaceId workspace, WebhookId webhook, CancellationToken cancellationToken)
    {
        webhooks.Delete(RowKeys.Of(workspace, webhook.Value));
        return ValueTask.CompletedTask;
    }

    private bool IsDue(Webhook webhook, DateTimeOffset now) =>
        webhook.Pause is null
        && webhook.NextAttempt <= now
        && heads.Find(RowKeys.Of(webhook.Workspace)) is { } head
        && HeadDocument.Read(head).AuditSequence > webhook.Cursor;
}
