using TeamAccess.Admin.Requests;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Admin.Messages;

internal static class WebhookMessages
{
    public static V1.Webhook Of(Webhook webhook) => new()
    {
        Name = Names.Of(webhook.Workspace, webhook.Id),
        Id = webhook.Id.ToString(),
        DisplayName = webhook.DisplayName,
        Url = webhook.Url,
        EventTypes = { webhook.EventTypes },
        Paused = webhook.Pause is not null,
        Pause = webhook.Pause is { } pause ? Of(pause) : V1.WebhookPause.Unspecified,
        PauseTime = Times.Of(webhook.PausedSince),
        DeliveredSequence = webhook.Cursor,
        Failures = webhook.Failures,
        FailingSince = Times.Of(webhook.FailingSince),
        LastFailure = webhook.LastFailure is { } failure ? Of(failure) : V1.WebhookOutcome.Unspecified,
        NextAttemptTime = Times.Of(webhook.NextAttempt),
        PreviousSecretExpireTime = Times.Of(webhook.PreviousSecretEnds),
        CreateTime = Times.Of(webhook.Created),
        Etag = FieldValues.EtagOf(webhook.Version),
    };

    public static V1.WebhookOutcome Of(WebhookOutcome outcome) => outcome switch
    {
        WebhookOutcome.Delivered => V1.WebhookOutcome.Delivered,
        WebhookOutcome.Redirect => V1.WebhookOutcome.Redirect,
        WebhookOutcome.ClientError => V1.WebhookOutcome.ClientError,
        WebhookOutcome.Gone => V1.WebhookOutcome.Gone,
        WebhookOutcome.ServerError => V1.WebhookOutcome.ServerError,
        WebhookOutcome.Timeout => V1.WebhookOutcome.Timeout,
        WebhookOutcome.ConnectionFailed => V1.WebhookOutcome.ConnectionFailed,
        WebhookOutcome.AddressRefused => V1.WebhookOutcome.AddressRefused,
        WebhookOutcome.TlsFailed => V1.WebhookOutcome.TlsFailed,
        WebhookOutcome.ProtocolError => V1.WebhookOutcome.ProtocolError,
    };

    private static V1.WebhookPause Of(WebhookPause pause) => pause switch
    {
        WebhookPause.ByHand => V1.WebhookPause.ByHand,
        WebhookPause.Gone => V1.WebhookPause.Gone,
        WebhookPause.Failing => V1.WebhookPause.Failing,
    };
}
