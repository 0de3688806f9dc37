using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Reading a workspace's log, and proving that it is whole.</summary>
public sealed class AuditTrail
{
    /// <summary>So many checkpoints can be held against a chain at once.</summary>
    public const int MaxPresented = 100;

    private readonly IStore store;
    private readonly ReadGuard guard;
    private readonly CheckpointKeys keys;
    private readonly ChainVerifier verifier;
    private readonly CheckpointMaking making;

    internal AuditTrail(
        IStore store, ReadGuard guard, CheckpointKeys keys, ChainVerifier verifier, CheckpointMaking making) =>
        (this.store, this.guard, this.keys, this.verifier, this.making) = (store, guard, keys, verifier, making);

    /// <summary>Matching events, oldest first.</summary>
    /// <param name="limit">1 to 1,000.</param>
    public async Task<Result<AuditPage>> QueryAsync(
        Call call, AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.AuditRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        return await store.ReadAsync(
            reader => reader.Audit.QueryAsync(call.Workspace, query, limit, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Computes the whole chain again, up to the head as it is when the call begins, and holds it against the signed
    /// checkpoints that are stored, that were written out of the database, and that the caller has.
    /// </summary>
    /// <param name="presented">Checkpoints of the workspace as they were handed out; at most <see cref="MaxPresented"/>.</param>
    /// <returns>
    /// What came of it, also where the chain is broken; <see cref="FailureKind.InvalidValue"/> for a presented
    /// checkpoint that is of another workspace, or that no key of the server has signed;
    /// <see cref="FailureKind.Unavailable"/> while those outside of the database cannot be read.
    /// </returns>
    public async Task<Result<ChainVerification>> VerifyAsync(
        Call call, IReadOnlyList<string> presented, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.AuditRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        if (presented.Count > MaxPresented)
        {
            return Failure.InvalidValue(
                "checkpoints", $"At most {MaxPresented} checkpoints can be verified at once, not {presented.Count}.");
        }

        var trusted = new List<Checkpoint>();
        foreach (var jws in presented)
        {
            if (keys.Read(jws, out var checkpoint) != CheckpointTrust.Good || checkpoint?.Workspace != call.Workspace)
            {
                return Failure.InvalidValue(
                    "checkpoints", $"Checkpoint {trusted.Count + 1} is not one that this server has signed for this workspace.");
            }

            trusted.Add(checkpoint);
        }

        try
        {
            return await verifier.VerifyAsync(call.Workspace, trusted, cancellationToken);
        }
        catch (IOException)
        {
            return Unreadable();
        }
    }

    /// <summary>A signed checkpoint of the log as it is now.</summary>
    /// <returns>
    /// The checkpoint, or <see cref="FailureKind.FailedPrecondition"/> with the reason <c>CHECKPOINT_DISAGREES</c> when
    /// the log is not what was signed before.
    /// </returns>
    public async Task<Result<PublishedCheckpoint>> GetCheckpointAsync(Call call, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.AuditRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        Result<SignedCheckpoint> made;
        try
        {
            made = await making.MakeAsync(call.Workspace, permit: null, cancellationToken);
        }
        catch (IOException)
        {
            made = Unreadable();
        }

        if (!made.TryGet(out var signed, out failure))
        {
            return failure;
        }

        return keys.TryRead(signed, out var checkpoint)
            ? new PublishedCheckpoint(checkpoint, signed, keys.All)
            : new Failure(
                FailureKind.FailedPrecondition, "Another server has just signed with a key that this one does not have.")
            {
                Reason = "CHECKPOINT_KEY_UNKNOWN",
            };
    }

    private static Failure Unreadable() => new(
        FailureKind.Unavailable, "The file that checkpoints are written to cannot be read now. Try again, or mend it.");
}

/// <param name="Keys">The server's public keys, the one that signs now first.</param>
public sealed record PublishedCheckpoint(Checkpoint Checkpoint, SignedCheckpoint Proof, IReadOnlyList<CheckpointKey> Keys);
