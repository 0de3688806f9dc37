namespace TeamAccess.Domain.Retention;

/// <summary>How long a deployment keeps what nobody works with any more.</summary>
public sealed record RetentionPolicy
{
    /// <summary>Older audit events are removed; 0 to keep all of them for ever.</summary>
    public int AuditDays { get; init; }

    /// <summary>So many of a workspace's newest events stay, however old they are.</summary>
    public int AuditEventsKept { get; init; } = 100;

    /// <summary>Fewer old events than this wait for more, so that the anchors are few beside what they replace.</summary>
    public int AuditEventsAtLeast { get; init; } = 100;

    /// <summary>What is left of a removed member goes after that; 0 to keep it for ever.</summary>
    public int TombstoneDays { get; init; }

    /// <summary>
    /// Revoked and expired API keys, connection tokens and client secrets are listed that long after their end; 0 to
    /// keep them for ever.
    /// </summary>
    public int EndedCredentialDays { get; init; } = 400;

    /// <summary>Entries of the provisioning log that are older are removed; 0 removes all of them.</summary>
    public int ProvisioningLogDays { get; init; } = 30;

    /// <summary>How often checkpoints are made of the workspaces that have changed.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromHours(1);
}
