using System.Text.Json;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Domain.Tests.Webhooks;

/// <summary>Takes what is sent, and answers as the test says.</summary>
internal sealed class Receiver : IWebhookSender
{
    private readonly List<WebhookRequest> requests = [];

    /// <summary>What the next requests come to; delivered where nothing is said.</summary>
    public Func<WebhookRequest, WebhookOutcome> Answer { get; set; } = _ => WebhookOutcome.Delivered;

    /// <summary>Runs before the answer.</summary>
    public Func<WebhookRequest, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<WebhookRequest> Requests => requests;

    /// <summary>Their types, in order of arrival.</summary>
    public IEnumerable<string> Types => requests.Select(request => Body(request).GetProperty("type").GetString()!);

    public async Task<WebhookOutcome> SendAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        requests.Add(request);
        await Meanwhile(request);
        return Answer(request);
    }

    public void Forget() => requests.Clear();

    public static JsonElement Body(WebhookRequest request) => JsonDocument.Parse(request.Body).RootElement;
}
