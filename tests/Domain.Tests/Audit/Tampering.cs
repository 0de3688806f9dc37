using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Tests.Audit;

/// <summary>What somebody with the database in their hands can do to a log.</summary>
internal static class Tampering
{
    /// <summary>Puts other events in place of all there are, and sets the head to their end.</summary>
    /// <param name="rehash">Whether the chain is computed anew, so that it holds together.</param>
    public static async Task RewriteAsync(
        this World world, Func<IReadOnlyList<AuditEvent>, IEnumerable<AuditEvent>> change, bool rehash)
    {
        var rewritten = new List<AuditEvent>();
        ReadOnlyMemory<byte> previous = ReadOnlyMemory<byte>.Empty;
        foreach (var each in change(await world.EventsAsync()))
        {
            previous = rehash ? AuditChain.Hash(previous, each) : each.Hash;
            rewritten.Add(each with { Hash = previous });
        }

        await world.Store.CommitAsync(
            async unit =>
            {
                var workspace = world.Scim.Workspace;
                await unit.Retention.RemoveAuditEventsAsync(workspace, long.MaxValue, 100_000, CancellationToken.None);
                foreach (var each in rewritten)
                {
                    await unit.Audit.AppendAsync(each, CancellationToken.None);
                }

                var head = await unit.Workspaces.GetHeadAsync(workspace, CancellationToken.None);
                await unit.Workspaces.PutHeadAsync(
                    workspace,
                    head with { AuditSequence = rewritten[^1].Sequence, AuditHash = rewritten[^1].Hash },
                    CancellationToken.None);
                return Outcome.Keep(0);
            },
            CancellationToken.None);
    }

    /// <summary>Changes what is stored of checkpoints.</summary>
    public static Task ChangeCheckpointsAsync(this World world, Func<ICheckpointWriter, ValueTask> change) =>
        world.Store.CommitAsync(
            async unit =>
            {
                await change(unit.Checkpoints);
                return Outcome.Keep(0);
            },
            CancellationToken.None);

    public static Task<IReadOnlyList<SignedCheckpoint>> CheckpointsAsync(this World world, CheckpointPurpose purpose) =>
        world.Store.ReadAsync(
            reader => reader.Checkpoints.ListAsync(world.Scim.Workspace, purpose, 0, 1000, CancellationToken.None),
            CancellationToken.None);
}
