using TeamAccess.Domain.Audit.Checkpoints;

namespace TeamAccess.Domain.Tests.Audit;

/// <summary>Keeps what leaves the database.</summary>
internal sealed class MemoryOutput : ICheckpointOutput
{
    public List<SignedCheckpoint> Written { get; } = [];

    /// <summary>Thrown by every write while it is set.</summary>
    public IOException? Trouble { get; set; }

    public Task<SignedCheckpoint?> FindNewestAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Task.FromResult(Written
            .Where(each => each.Workspace == workspace && each.Purpose == CheckpointPurpose.Head)
            .MaxBy(each => each.Sequence));

    public Task<bool> LacksAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken) =>
        Task.FromResult(!Written.Exists(each => each.Workspace == checkpoint.Workspace
            && each.Purpose == checkpoint.Purpose
            && each.Sequence >= checkpoint.Sequence));

    public Task WriteAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        if (Trouble is { } trouble)
        {
            throw trouble;
        }

        Written.Add(checkpoint);
        return Task.CompletedTask;
    }
}
