namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>A checkpoint as it is stored and handed out.</summary>
/// <param name="Jws">
/// The signed text; only what <see cref="CheckpointKeys"/> reads from it counts, the rest is to find it by.
/// </param>
public sealed record SignedCheckpoint(WorkspaceId Workspace, CheckpointPurpose Purpose, long Sequence, string Jws)
{
    /// <summary>
    /// What the text says, for whoever has no key to check its signature with: proves nothing. Null when it cannot be
    /// read, or says something else than what it is stored as.
    /// </summary>
    public Checkpoint? ReadUnproved() =>
        CheckpointText.TryParse(Jws, out var parsed)
        && (parsed.Checkpoint.Workspace, parsed.Checkpoint.Purpose, parsed.Checkpoint.Sequence) == (Workspace, Purpose, Sequence)
            ? parsed.Checkpoint
            : null;
}
