using TeamAccess.Domain;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryCheckpoints(MemoryUnitOfWork unit) : ICheckpointWriter
{
    public ValueTask<SignedCheckpoint?> FindNewestAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Checkpoints.Of((workspace, purpose)).Values.LastOrDefault());

    public ValueTask<IReadOnlyList<SignedCheckpoint>> ListAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, long after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<SignedCheckpoint>>(unit.State.Checkpoints.Of((workspace, purpose)).Values
            .Where(checkpoint => checkpoint.Sequence > after)
            .Take(limit)
            .ToList());

    public ValueTask AddAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var list = (checkpoint.Workspace, checkpoint.Purpose);
        if (unit.State.Checkpoints.TryFind(list, checkpoint.Sequence, out _))
        {
            throw unit.Taken("a checkpoint of this sequence");
        }

        unit.State = unit.State with { Checkpoints = unit.State.Checkpoints.Set(list, checkpoint.Sequence, checkpoint) };
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, long sequence, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Checkpoints = unit.State.Checkpoints.Remove((workspace, purpose), sequence) };
        return ValueTask.CompletedTask;
    }
}
