using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Tries a webhook out.</summary>
public sealed class WebhookTrial
{
    /// <summary>At once on this server: each waits for somebody else's server.</summary>
    private const int MaxAtOnce = 4;

    private readonly WebhookAdministration webhooks;
    private readonly WebhookDelivery? delivery;
    private readonly TimeProvider clock;
    private int running;

    internal WebhookTrial(WebhookAdministration webhooks, WebhookDelivery? delivery, TimeProvider clock) =>
        (this.webhooks, this.delivery, this.clock) = (webhooks, delivery, clock);

    /// <summary>Sends <see cref="EventTypes.Test"/> now, also when the webhook is paused; nothing is stored of it.</summary>
    /// <returns>
    /// What came of it, or <see cref="FailureKind.NotFound"/>, or <see cref="FailureKind.Unavailable"/> while too many are
    /// tried out.
    /// </returns>
    public async Task<Result<WebhookOutcome>> RunAsync(Call call, WebhookId id, CancellationToken cancellationToken)
    {
        var found = await webhooks.GetAsync(call, id, cancellationToken);
        if (!found.TryGet(out var webhook, out var failure))
        {
            return failure;
        }

        if (delivery is null)
        {
            return new Failure(FailureKind.Unavailable, "This server sends no events.") { Reason = "NO_SENDER" };
        }

        try
        {
            var now = clock.GetUtcNow();
            return Interlocked.Increment(ref running) > MaxAtOnce
                ? TooMany()
                : await delivery.SendAsync(
                    webhook, WebhookMessage.OfTest(webhook, Guid.CreateVersion7(now), now), cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private static Failure TooMany() => new(
        FailureKind.Unavailable, "Too many webhooks are being tried out. Try again in a few seconds.")
    {
        Reason = "TOO_MANY_TESTS",
        RetryAfter = WebhookRequest.MaxTime,
    };
}
