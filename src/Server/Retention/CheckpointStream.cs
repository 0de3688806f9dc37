using System.Collections.Concurrent;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit.Checkpoints;

namespace TeamAccess.Server.Retention;

/// <summary>
/// Writes checkpoints to standard output, for whatever collects that. Nothing is read back, so a start writes the newest
/// of each workspace once more.
/// </summary>
internal sealed class CheckpointStream(Stream output) : ICheckpointOutput
{
    private readonly ConcurrentDictionary<(WorkspaceId, CheckpointPurpose), long> written = new();

    public Task<SignedCheckpoint?> FindNewestAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Task.FromResult<SignedCheckpoint?>(null);

    public Task<bool> LacksAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken) => Task.FromResult(
        written.GetValueOrDefault((checkpoint.Workspace, checkpoint.Purpose)) < checkpoint.Sequence);

    public async Task WriteAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        await output.WriteAsync(CheckpointLine.Write(checkpoint), cancellationToken);
        await output.FlushAsync(cancellationToken);
        written[(checkpoint.Workspace, checkpoint.Purpose)] = checkpoint.Sequence;
    }
}
