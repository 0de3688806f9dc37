using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryWebhooks(MemoryUnitOfWork unit) : IWebhookWriter
{
    public ValueTask<Webhook?> FindAsync(
        WorkspaceId workspace, WebhookId webhook, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Webhooks.TryFind(workspace, webhook.Value, out var row) ? row : null);

    public ValueTask<IReadOnlyList<Webhook>> ListAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Webhook>>(unit.State.Webhooks.Of(workspace).Values.ToList());

    public ValueTask<Page<Webhook>> ListDueAsync(
        DateTimeOffset now, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var due = unit.State.Webhooks.Partitions
            .SelectMany(workspace => unit.State.Webhooks.Of(workspace).Values)
            .OrderBy(KeyOf, StringComparer.Ordinal)
            .Where(webhook => cursor is null || string.CompareOrdinal(KeyOf(webhook), cursor) > 0)
            .Where(webhook => webhook.Pause is null
                && webhook.NextAttempt <= now
                && unit.State.Heads.TryGetValue(webhook.Workspace, out var head)
                && head.AuditSequence > webhook.Cursor)
            .Take(limit + 1)
            .ToList();
        return ValueTask.FromResult(new Page<Webhook>(
            due.Take(limit).ToList(), due.Count > limit ? KeyOf(due[limit - 1]) : null));
    }

    public ValueTask AddAsync(Webhook webhook, CancellationToken cancellationToken) =>
        Has(webhook) ? throw unit.Taken("a webhook of this id") : PutAsync(webhook);

    public ValueTask UpdateAsync(Webhook webhook, CancellationToken cancellationToken) =>
        Has(webhook) ? PutAsync(webhook) : throw MemoryUnitOfWork.Missing("webhook");

    public ValueTask RemoveAsync(WorkspaceId workspace, WebhookId webhook, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Webhooks = unit.State.Webhooks.Remove(workspace, webhook.Value) };
        return ValueTask.CompletedTask;
    }

    private static string KeyOf(Webhook webhook) => $"{webhook.Workspace}/{webhook.Id}";

    private bool Has(Webhook webhook) => unit.State.Webhooks.TryFind(webhook.Workspace, webhook.Id.Value, out _);

    private ValueTask PutAsync(Webhook webhook)
    {
        unit.State = unit.State with { Webhooks = unit.State.Webhooks.Set(webhook.Workspace, webhook.Id.Value, webhook) };
        return ValueTask.CompletedTask;
    }
}
