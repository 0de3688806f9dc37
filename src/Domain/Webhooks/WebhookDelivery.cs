using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Webhooks;

/// <summary>
/// Delivers the events of a webhook in their order, each at least once: it is dealt with when its receiver has said so.
/// </summary>
public sealed class WebhookDelivery
{
    /// <summary>After that a webhook with more to send makes room for another.</summary>
    internal static readonly TimeSpan TurnLength = TimeSpan.FromSeconds(20);

    internal static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    internal const int SaveEach = 50;

    /// <summary>What is under way when the server stops may still be answered for that long.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>A lease this old is renewed before an attempt: it must outlast it.</summary>
    private static readonly TimeSpan FreshLease =
        WebhookOutbox.LeaseLength - WebhookRequest.MaxTime - TimeSpan.FromSeconds(5);

    private readonly WebhookOutbox outbox;
    private readonly WebhookSecrets secrets;
    private readonly IWebhookSender sender;
    private readonly TimeProvider clock;

    internal WebhookDelivery(WebhookOutbox outbox, WebhookSecrets secrets, IWebhookSender sender, TimeProvider clock) =>
        (this.outbox, this.secrets, this.sender, this.clock) = (outbox, secrets, sender, clock);

    /// <inheritdoc cref="IWebhookReader.ListDueAsync"/>
    public Task<Page<Webhook>> ListDueAsync(string? cursor, int limit, CancellationToken cancellationToken) =>
        outbox.ListDueAsync(cursor, limit, cancellationToken);

    /// <summary>
    /// Works at a webhook for a while, unless another server does: until nothing is left, an attempt fails, or its turn is
    /// over.
    /// </summary>
    /// <param name="holder">Of this server.</param>
    /// <param name="stopping">Ends it soon, with what was done stored.</param>
    public async Task RunAsync(Webhook due, string holder, CancellationToken stopping)
    {
        using var abort = new CancellationTokenSource();
        await using var grace = stopping.Register(() => abort.CancelAfter(Grace));
        if (await outbox.TryTakeAsync(due, holder, abort.Token) is { } turn)
        {
            await RunAsync(turn, stopping, abort.Token);
        }
    }

    private async Task RunAsync(WebhookTurn turn, CancellationToken stopping, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        bool MayGoOn() => !stopping.IsCancellationRequested && clock.GetElapsedTime(began) < TurnLength;
        while (MayGoOn() && await outbox.ReadAsync(turn, cancellationToken) is { Count: > 0 } items)
        {
            foreach (var item in items.TakeWhile(_ => MayGoOn()))
            {
                if (MustSave(turn) && !await outbox.SaveAsync(turn, cancellationToken))
                {
                    return;
                }

                if (item.Type is { } type && !EventTypes.Match(turn.Webhook.EventTypes, type))
                {
                    turn.Pass(item.Through);
                    continue;
                }

                var outcome = await SendAsync(turn.Webhook, item.Message(), cancellationToken);
                if (outcome != WebhookOutcome.Delivered)
                {
                    await outbox.FailAsync(turn, outcome, Random.Shared.NextDouble(), cancellationToken);
                    return;
                }

                turn.Delivered(item.Through);
            }
        }

        await outbox.EndAsync(turn, cancellationToken);
    }

    internal Task<WebhookOutcome> SendAsync(Webhook webhook, WebhookMessage message, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return sender.SendAsync(
            new WebhookRequest(
                new Uri(webhook.Url), message.Id, now, secrets.Sign(webhook, message, now), message.Body),
            cancellationToken);
    }

    private bool MustSave(WebhookTurn turn)
    {
        var age = clock.GetElapsedTime(turn.Since);
        return turn.Unsaved >= SaveEach || (turn.HasMoved && age >= SaveEvery) || age >= FreshLease;
    }
}
