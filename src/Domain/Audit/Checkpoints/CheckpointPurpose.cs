namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>
/// What a checkpoint was signed for. Part of what is signed, so that none serves for the other: whoever can write to the
/// database could else take the newest proof of the log for leave to remove it.
/// </summary>
public enum CheckpointPurpose
{
    /// <summary>Proves what the log was.</summary>
    Head,

    /// <summary>Retention removed everything up to here, so the chain begins behind it.</summary>
    Anchor,
}
