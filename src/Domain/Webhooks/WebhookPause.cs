namespace TeamAccess.Domain.Webhooks;

/// <summary>Why a webhook sends nothing.</summary>
public enum WebhookPause
{
    /// <summary>Somebody has paused it.</summary>
    ByHand,

    /// <summary>The receiver has answered 410: it wants nothing any more.</summary>
    Gone,

    /// <summary>Every attempt has failed for days.</summary>
    Failing,
}
