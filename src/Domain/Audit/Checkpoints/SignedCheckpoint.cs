namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>A checkpoint as it is stored and handed out.</summary>
/// <param name="Jws">
/// The signed text; only what <see cref="CheckpointKeys"/> reads from it counts, the rest is to find it by.
/// </param>
public sealed record SignedCheckpoint(WorkspaceId Workspace, CheckpointPurpose Purpose, long Sequence, string Jws);
