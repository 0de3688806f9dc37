namespace TeamAccess.Domain.Webhooks;

/// <summary>
/// Where a workspace's events are sent. What there is to send is the workspace's log itself, from <see cref="Cursor"/>
/// on, so nothing is queued beside it.
/// </summary>
public sealed record Webhook
{
    public required WorkspaceId Workspace { get; init; }

    public required WebhookId Id { get; init; }

    /// <summary>1 to 256 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>May hold a secret of the receiver's in its path or query: shown to whoever manages webhooks only.</summary>
    public required string Url { get; init; }

    /// <summary>Event types, or prefixes such as <c>member.*</c>; empty for all.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>Why nothing is sent; null while it is.</summary>
    public WebhookPause? Pause { get; init; }

    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>1 at first, one more with each rotation. The secret itself is kept nowhere.</summary>
    public required int SecretVersion { get; init; }

    /// <summary>Until then the secret of the version before signs too; null where there is none or it is over.</summary>
    public DateTimeOffset? PreviousSecretEnds { get; init; }

    /// <summary>The sequence of the last event that is dealt with: delivered, or not asked for.</summary>
    public required long Cursor { get; init; }

    /// <summary>Attempts that failed since the last that did not.</summary>
    public int Failures { get; init; }

    /// <summary>When the first of them failed.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What the last of them came to.</summary>
    public WebhookOutcome? LastFailure { get; init; }

    /// <summary>Nothing is sent before that.</summary>
    public required DateTimeOffset NextAttempt { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Of what people set; what deliveries move does not count.</summary>
    public required long Version { get; init; }

    public override string ToString() => $"{nameof(Webhook)} {Id}";
}
