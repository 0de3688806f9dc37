namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>A checkpoint as it is stored and handed out.</summary>
/// <param name="Jws">
/// The signed text; only what <see cref="CheckpointKeys"/> reads from it counts, the rest is to find it by.
/// </param>
public sealed record SignedCheckpoint(WorkspaceId Workspace, CheckpointPurpose Purpose, long Sequence, string Jws)
{
    /// <summary>
    /// What it says, whoever has signed it: to see whether rows agree with each other, and never to prove anything. Null
    /// when it cannot be read.
    /// </summary>
    public Checkpoint? ReadUnproved() => CheckpointText.TryParse(Jws, out var parsed) ? parsed.Checkpoint : null;
}
