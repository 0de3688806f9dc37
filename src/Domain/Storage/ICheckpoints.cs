using TeamAccess.Domain.Audit.Checkpoints;

namespace TeamAccess.Domain.Storage;

/// <summary>A workspace's signed checkpoints, each purpose a list of its own in order of sequence.</summary>
public interface ICheckpointReader
{
    ValueTask<SignedCheckpoint?> FindNewestAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, CancellationToken cancellationToken);

    /// <summary>In ascending order of sequence.</summary>
    /// <param name="after">Only those of a higher sequence; 0 for all.</param>
    ValueTask<IReadOnlyList<SignedCheckpoint>> ListAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, long after, int limit, CancellationToken cancellationToken);
}

public interface ICheckpointWriter : ICheckpointReader
{
    /// <summary>One that is there already, of the same purpose and sequence, is a <see cref="UniqueKeyException"/>.</summary>
    ValueTask AddAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken);

    /// <summary>Removes it; nothing happens when it is gone already.</summary>
    ValueTask RemoveAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, long sequence, CancellationToken cancellationToken);
}
