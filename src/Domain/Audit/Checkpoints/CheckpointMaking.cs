using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>
/// Signs what a workspace's log is now, unless it is not what was signed before: to sign over a rewritten history would
/// bless it.
/// </summary>
/// <remarks>A checkpoint is no change of the workspace: it is not in the log, which it is about, and moves no revision.</remarks>
internal sealed class CheckpointMaking(IStore store, CheckpointKeys keys, ICheckpointOutput? output, TimeProvider clock)
{
    /// <summary>So many of a workspace are kept, the newest; anchors do not count.</summary>
    public const int MaxKept = 100;

    /// <summary>Whether the workspace may keep this checkpoint; asked inside the unit of work that keeps it.</summary>
    public delegate ValueTask<bool> Permit(IUnitOfWork unit);

    /// <summary>The checkpoint of the log as it is now: the newest, or a new one.</summary>
    /// <returns>
    /// The checkpoint, or: there is no log (<see cref="FailureKind.NotFound"/>), or it disagrees with what was signed
    /// before, or the permit was not given (<see cref="FailureKind.FailedPrecondition"/>).
    /// </returns>
    public async Task<Result<SignedCheckpoint>> MakeAsync(
        WorkspaceId workspace, Permit? permit, CancellationToken cancellationToken)
    {
        var written = output is null ? null : await output.FindNewestAsync(workspace, cancellationToken);
        var state = await store.ReadAsync(
            reader => ReadAsync(reader, workspace, written, cancellationToken), cancellationToken);
        if (state.Head.AuditSequence == 0)
        {
            return Failure.NotFound("Workspace", workspace.Value);
        }

        if (state.DisagreesAt is { } sequence)
        {
            return Disagrees(sequence);
        }

        if (state.Newest is { } newest && newest.Sequence == state.Head.AuditSequence && keys.TryRead(newest, out _))
        {
            return newest;
        }

        var head = state.Head;
        var made = keys.Sign(new Checkpoint(
            workspace, CheckpointPurpose.Head, head.AuditSequence, head.AuditHash, head.Revision, clock.GetUtcNow()));
        return await store.CommitAsync(unit => KeepAsync(unit, made, permit, cancellationToken), cancellationToken);
    }

    private async ValueTask<State> ReadAsync(
        IStoreReader reader, WorkspaceId workspace, SignedCheckpoint? written, CancellationToken cancellationToken)
    {
        var head = await reader.Workspaces.GetHeadAsync(workspace, cancellationToken);
        var newest = await reader.Checkpoints.FindNewestAsync(workspace, CheckpointPurpose.Head, cancellationToken);
        foreach (var signed in (SignedCheckpoint?[])[newest, written])
        {
            if (signed is not null && await DisagreesAsync(reader, head, signed, cancellationToken))
            {
                return new State(head, newest, signed.Sequence);
            }
        }

        return new State(head, newest, DisagreesAt: null);
    }

    // Only what one of our keys has signed can say anything.
    private async ValueTask<bool> DisagreesAsync(
        IStoreReader reader, WorkspaceHead head, SignedCheckpoint signed, CancellationToken cancellationToken)
    {
        var trust = keys.Read(signed, out var checkpoint);
        if (checkpoint is null)
        {
            return trust == CheckpointTrust.Forged;
        }

        if (checkpoint.Sequence >= head.AuditSequence)
        {
            return checkpoint.Sequence > head.AuditSequence || !checkpoint.Hash.Span.SequenceEqual(head.AuditHash.Span);
        }

        var query = new AuditQuery { AfterSequence = checkpoint.Sequence - 1 };
        var page = await reader.Audit.QueryAsync(checkpoint.Workspace, query, 1, cancellationToken);
        if (page.Events is [var found] && found.Sequence == checkpoint.Sequence)
        {
            return !checkpoint.Hash.Span.SequenceEqual(found.Hash.Span);
        }

        // Gone: by retention, or by nobody who may.
        var anchor = await reader.Checkpoints.FindNewestAsync(
            checkpoint.Workspace, CheckpointPurpose.Anchor, cancellationToken);
        return anchor is null || anchor.Sequence < checkpoint.Sequence || !keys.TryRead(anchor, out _);
    }

    private static async ValueTask<Outcome<Result<SignedCheckpoint>>> KeepAsync(
        IUnitOfWork unit, SignedCheckpoint made, Permit? permit, CancellationToken cancellationToken)
    {
        if (permit is not null && !await permit(unit))
        {
            return Outcome.Discard((Result<SignedCheckpoint>)new Failure(
                FailureKind.FailedPrecondition, "Another server does this work now."));
        }

        var newest = await unit.Checkpoints.FindNewestAsync(made.Workspace, made.Purpose, cancellationToken);
        if (newest?.Sequence > made.Sequence)
        {
            return Outcome.Discard((Result<SignedCheckpoint>)newest);
        }

        // Of the same sequence is only what another key has signed, or another node at this moment.
        await unit.Checkpoints.RemoveAsync(made.Workspace, made.Purpose, made.Sequence, cancellationToken);
        await unit.Checkpoints.AddAsync(made, cancellationToken);
        var all = await unit.Checkpoints.ListAsync(
            made.Workspace, made.Purpose, after: 0, limit: 2 * MaxKept, cancellationToken);
        foreach (var old in all.SkipLast(MaxKept))
        {
            await unit.Checkpoints.RemoveAsync(old.Workspace, old.Purpose, old.Sequence, cancellationToken);
        }

        return Outcome.Keep((Result<SignedCheckpoint>)made);
    }

    private static Failure Disagrees(long sequence) => new(
        FailureKind.FailedPrecondition,
        $"The log is not what was signed at event {sequence}. Nothing is signed over it: verify the chain, and find out "
        + "who changed the database. After a restore of an older one, see docs/audit.md.")
    {
        Reason = "CHECKPOINT_DISAGREES",
    };

    private sealed record State(WorkspaceHead Head, SignedCheckpoint? Newest, long? DisagreesAt);
}
