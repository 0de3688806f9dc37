namespace TeamAccess.Domain.Webhooks;

/// <summary>What a webhook is to be.</summary>
/// <param name="DisplayName">1 to 256 characters.</param>
/// <param name="Url">Absolute, https, at most 2,048 characters.</param>
/// <param name="EventTypes">Types, or prefixes such as <c>member.*</c>; at most 50; empty for all.</param>
public sealed record NewWebhook(string DisplayName, string Url, IReadOnlyList<string> EventTypes)
{
    public override string ToString() => nameof(NewWebhook);
}

/// <summary>What of a webhook is to change; null leaves a part as it is.</summary>
/// <param name="Paused">False resumes it as <see cref="Administration.WebhookAdministration.ResumeAsync"/> does.</param>
public sealed record WebhookChanges(
    string? DisplayName, string? Url, IReadOnlyList<string>? EventTypes, bool? Paused)
{
    public override string ToString() => nameof(WebhookChanges);
}

/// <param name="Secret">Verifies what the webhook sends; shown this once; null when a repeated request is answered again.</param>
public sealed record IssuedWebhook(Webhook Webhook, string? Secret)
{
    public override string ToString() => $"{nameof(IssuedWebhook)} {Webhook.Id}";
}
