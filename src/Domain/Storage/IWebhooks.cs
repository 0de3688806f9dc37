using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Domain.Storage;

/// <summary>A workspace has few webhooks (the domain bounds them), so its list comes whole, in order of id.</summary>
public interface IWebhookReader
{
    ValueTask<Webhook?> FindAsync(WorkspaceId workspace, WebhookId webhook, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<Webhook>> ListAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    /// <summary>
    /// Webhooks of all workspaces that have something to do: not paused, with no wait beyond <paramref name="now"/>, and
    /// with a cursor before the newest event of their workspace. In an order of the store's own.
    /// </summary>
    /// <param name="cursor">The previous page's <see cref="Page{T}.Next"/>; null for the first.</param>
    /// <param name="limit">
    /// How many to answer with at most. An engine that looks at each webhook looks at no more than these, so a page may be
    /// short, or empty, while there is a next one.
    /// </param>
    ValueTask<Page<Webhook>> ListDueAsync(
        DateTimeOffset now, string? cursor, int limit, CancellationToken cancellationToken);
}

public interface IWebhookWriter : IWebhookReader
{
    /// <summary>An id that is taken is a <see cref="UniqueKeyException"/>.</summary>
    ValueTask AddAsync(Webhook webhook, CancellationToken cancellationToken);

    ValueTask UpdateAsync(Webhook webhook, CancellationToken cancellationToken);

    /// <summary>Nothing happens when it is gone already.</summary>
    ValueTask RemoveAsync(WorkspaceId workspace, WebhookId webhook, CancellationToken cancellationToken);
}
