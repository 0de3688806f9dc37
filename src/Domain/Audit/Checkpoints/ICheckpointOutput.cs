namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>
/// Where checkpoints leave the database: somewhere that whoever changes the database does not change with it.
/// </summary>
public interface ICheckpointOutput
{
    /// <summary>The newest checkpoint of the workspace that was written there and can be read back; null for none.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    Task<SignedCheckpoint?> FindNewestAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    /// <summary>Whether a checkpoint has still to be written there.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    Task<bool> LacksAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken);

    /// <summary>Returns once it is there to stay.</summary>
    /// <exception cref="IOException">It cannot be written now.</exception>
    Task WriteAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken);
}
