namespace TeamAccess.Domain.Webhooks;

/// <summary>What a deployment lets its workspaces' webhooks do.</summary>
public sealed record WebhookPolicy
{
    /// <summary>Whether events may be sent to addresses that are not public, and to this machine without TLS.</summary>
    public bool PrivateAddresses { get; init; }
}
