using System.Security.Cryptography;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Domain.Audit.Checkpoints;

/// <summary>Computes chains again, and holds them against every signed checkpoint that can be had.</summary>
internal sealed class ChainVerifier(IStore store, CheckpointKeys keys, ICheckpointOutput? output)
{
    private const int Step = 500;
    private const int MaxStored = 1000;

    /// <summary>The whole chain, up to the head as it is when the call begins.</summary>
    /// <param name="presented">Checkpoints of this workspace that someone kept elsewhere; their signatures are good.</param>
    public async Task<ChainVerification> VerifyAsync(
        WorkspaceId workspace, IReadOnlyList<Checkpoint> presented, CancellationToken cancellationToken)
    {
        // Read before the head, so that it cannot cover anything newer.
        var written = output is null ? null : await output.FindNewestAsync(workspace, cancellationToken);
        while (true)
        {
            var state = await ReadStateAsync(workspace, cancellationToken);
            var expected = new ExpectedHashes();
            foreach (var checkpoint in presented)
            {
                expected.Add(checkpoint);
            }

            var verification = Refuse(state, written, expected)
                ?? await WalkAsync(workspace, state, expected, cancellationToken);

            // Retention may have moved on meanwhile; then the chain begins elsewhere.
            if (verification.Problem != ChainProblem.EventMissing
                || (await FindAnchorAsync(workspace, cancellationToken))?.Sequence == state.Anchor?.Sequence)
            {
                return verification;
            }
        }
    }

    private Task<State> ReadStateAsync(WorkspaceId workspace, CancellationToken cancellationToken) => store.ReadAsync(
        async reader => new State(
            await reader.Workspaces.GetHeadAsync(workspace, cancellationToken),
            await reader.Checkpoints.FindNewestAsync(workspace, CheckpointPurpose.Anchor, cancellationToken),
            await reader.Checkpoints.ListAsync(workspace, CheckpointPurpose.Head, 0, MaxStored, cancellationToken)),
        cancellationToken);

    private Task<SignedCheckpoint?> FindAnchorAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        store.ReadAsync(
            reader => reader.Checkpoints.FindNewestAsync(workspace, CheckpointPurpose.Anchor, cancellationToken),
            cancellationToken);

    // A key that is not known proves nothing either way, so such a checkpoint counts as none; but without its anchor a
    // chain has no beginning.
    private ChainVerification? Refuse(State state, SignedCheckpoint? written, ExpectedHashes expected)
    {
        if (state.Anchor is { } anchor)
        {
            if (!keys.TryRead(anchor, out var start))
            {
                return Forged(anchor);
            }

            state.Start = start;
            expected.Add(start);
        }

        foreach (var stored in written is null ? state.Heads : [.. state.Heads, written])
        {
            var trust = keys.Read(stored, out var checkpoint);
            if (trust == CheckpointTrust.Forged)
            {
                return Forged(stored);
            }

            if (checkpoint is not null)
            {
                expected.Add(checkpoint);
            }
        }

        return null;

        ChainVerification Forged(SignedCheckpoint stored) =>
            new((state.Start?.Sequence ?? 0) + 1, 0, stored.Sequence, ReadOnlyMemory<byte>.Empty, 0)
            {
                Problem = ChainProblem.CheckpointForged,
            };
    }

    private async Task<ChainVerification> WalkAsync(
        WorkspaceId workspace, State state, ExpectedHashes expected, CancellationToken cancellationToken)
    {
        var head = state.Head;
        var walk = new Walk(state.Start, expected);
        if (state.Start is { } start && !walk.Agrees(start.Sequence, start.Hash))
        {
            return walk.Broken(ChainProblem.CheckpointDiffers, start.Sequence);
        }

        while (walk.Sequence < head.AuditSequence)
        {
            var before = walk.Sequence;
            var query = new AuditQuery { AfterSequence = before };
            var page = await store.ReadAsync(
                reader => reader.Audit.QueryAsync(workspace, query, Step, cancellationToken), cancellationToken);
            foreach (var found in page.Events.TakeWhile(found => found.Sequence <= head.AuditSequence))
            {
                if (walk.Take(found) is { } broken)
                {
                    return broken;
                }
            }

            if (walk.Sequence == before)
            {
                return walk.Broken(ChainProblem.EventMissing, before + 1);
            }
        }

        if (!walk.Hash.Span.SequenceEqual(head.AuditHash.Span))
        {
            return walk.Broken(ChainProblem.HeadDiffers, head.AuditSequence);
        }

        return expected.Last > head.AuditSequence
            ? walk.Broken(ChainProblem.CheckpointBeyondEnd, head.AuditSequence + 1)
            : walk.Intact();
    }

    private sealed record State(WorkspaceHead Head, SignedCheckpoint? Anchor, IReadOnlyList<SignedCheckpoint> Heads)
    {
        /// <summary>What the anchor says, once it is read.</summary>
        public Checkpoint? Start { get; set; }
    }

    /// <summary>One way through a chain, event by event.</summary>
    private sealed class Walk(Checkpoint? start, ExpectedHashes expected)
    {
        private readonly long first = (start?.Sequence ?? 0) + 1;
        private int agreed;

        public long Sequence { get; private set; } = start?.Sequence ?? 0;

        public ReadOnlyMemory<byte> Hash { get; private set; } = start?.Hash ?? ReadOnlyMemory<byte>.Empty;

        public bool Agrees(long sequence, ReadOnlyMemory<byte> hash)
        {
            var agreeing = expected.Compare(sequence, hash);
            agreed += agreeing ?? 0;
            return agreeing is not null;
        }

        /// <returns>Null when the event holds.</returns>
        public ChainVerification? Take(AuditEvent found)
        {
            if (found.Sequence != Sequence + 1)
            {
                return Broken(ChainProblem.EventMissing, Sequence + 1);
            }

            if (!CryptographicOperations.FixedTimeEquals(AuditChain.Hash(Hash, found), found.Hash.Span))
            {
                return Broken(ChainProblem.EventAltered, found.Sequence);
            }

            if (!Agrees(found.Sequence, found.Hash))
            {
                return Broken(ChainProblem.CheckpointDiffers, found.Sequence);
            }

            (Sequence, Hash) = (found.Sequence, found.Hash);
            return null;
        }

        public ChainVerification Intact() => new(first, Sequence + 1 - first, BrokenAt: null, Hash, agreed);

        public ChainVerification Broken(ChainProblem problem, long at) => Intact() with { BrokenAt = at, Problem = problem };
    }
}
