namespace TeamAccess.Domain.Webhooks;

/// <summary>Brings a message to its receiver.</summary>
public interface IWebhookSender
{
    /// <summary>One attempt, of at most <see cref="WebhookRequest.MaxTime"/>. Whatever goes wrong with the receiver is an outcome.</summary>
    Task<WebhookOutcome> SendAsync(WebhookRequest request, CancellationToken cancellationToken);
}

/// <param name="Signature">Of <c>id.timestamp.body</c>.</param>
public sealed record WebhookRequest(
    Uri Url, string Id, DateTimeOffset Timestamp, string Signature, ReadOnlyMemory<byte> Body)
{
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    public override string ToString() => $"{nameof(WebhookRequest)} {Id}";
}
