namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>What a workspace's log was at one moment, for the server to sign.</summary>
/// <param name="Sequence">Of the newest event it covers; at least 1.</param>
/// <param name="Hash">Of that event, and with it of every one before; 32 bytes.</param>
/// <param name="Revision">Of the workspace at that moment; null for an anchor, which covers a moment long past.</param>
/// <param name="Time">When it was made.</param>
public sealed record Checkpoint(
    WorkspaceId Workspace,
    CheckpointPurpose Purpose,
    long Sequence,
    ReadOnlyMemory<byte> Hash,
    long? Revision,
    DateTimeOffset Time)
{
    /// <summary>The key that signed it; empty while none has.</summary>
    public string KeyId { get; init; } = "";
}
