using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Changes;

namespace TeamAccess.Domain.Retention;

/// <summary>
/// Removes audit events that are older than the policy. What is removed is verified first and then replaced by an
/// anchor: a signed checkpoint that the chain goes on from. A chain that does not verify is left as it is.
/// </summary>
internal sealed partial class AuditRetention(
    ChangeRunner changes,
    CheckpointKeys keys,
    RetentionPolicy policy,
    TimeProvider clock,
    ILogger<AuditRetention> logger)
    : IScheduledJob
{
    /// <summary>Events read or removed in one unit.</summary>
    private const int Step = 500;

    /// <summary>Events that one anchor replaces at most.</summary>
    private const int MaxPerAnchor = 50_000;

    public string Name => "audit-retention";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task RunAsync(WorkTurn turn, CancellationToken cancellationToken)
    {
        await foreach (var workspace in turn.ListWorkspacesAsync(cancellationToken))
        {
            // First what an earlier run has left; the anchor came before the removal.
            do
            {
                await RemoveBehindAnchorAsync(turn, workspace, cancellationToken);
            }
            while (policy.AuditDays > 0 && await AdvanceAsync(turn, workspace, cancellationToken));
        }
    }

    private async Task RemoveBehindAnchorAsync(
        WorkTurn turn, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var anchor = await turn.ReadAsync(
            reader => reader.Checkpoints.FindNewestAsync(workspace, CheckpointPurpose.Anchor, cancellationToken),
            cancellationToken);
        if (anchor is null)
        {
            return;
        }

        if (!keys.TryRead(anchor, out _))
        {
            Log.NoAnchor(logger, workspace.Value);
            return;
        }

        while (await turn.RemoveAsync(
            unit => unit.Retention.RemoveAuditEventsAsync(workspace, anchor.Sequence, Step, cancellationToken),
            cancellationToken) == Step)
        {
        }
    }

    /// <summary>Moves the beginning of the chain on.</summary>
    /// <returns>Whether it did: then there is something to remove, and maybe more behind it.</returns>
    private async Task<bool> AdvanceAsync(WorkTurn turn, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var (head, anchor) = await turn.ReadAsync(
            async reader => (
                await reader.Workspaces.GetHeadAsync(workspace, cancellationToken),
                await reader.Checkpoints.FindNewestAsync(workspace, CheckpointPurpose.Anchor, cancellationToken)),
            cancellationToken);
        Checkpoint? start = null;
        if (anchor is not null && !keys.TryRead(anchor, out start))
        {
            return false;
        }

        var from = new Position(start?.Sequence ?? 0, start?.Hash ?? ReadOnlyMemory<byte>.Empty);
        var last = Math.Min(head.AuditSequence - policy.AuditEventsKept, from.Sequence + MaxPerAnchor);
        if (last - from.Sequence < policy.AuditEventsAtLeast
            || await WalkAsync(turn, workspace, from, last, cancellationToken) is not { } end
            || end.Sequence - from.Sequence < policy.AuditEventsAtLeast)
        {
            return false;
        }

        return await ServerCalls.RunAsync(
            changes, turn, workspace, change => ReplaceAsync(change, from, end, cancellationToken), cancellationToken);
    }

    /// <summary>Verifies events from one position on, for as long as they are older than the policy.</summary>
    /// <returns>The last of them; null where the chain breaks.</returns>
    private async Task<Position?> WalkAsync(
        WorkTurn turn, WorkspaceId workspace, Position from, long last, CancellationToken cancellationToken)
    {
        var keptSince = clock.GetUtcNow().AddDays(-policy.AuditDays);
        var at = from;
        while (at.Sequence < last)
        {
            var query = new AuditQuery { AfterSequence = at.Sequence };
            var page = await turn.ReadAsync(
                reader => reader.Audit.QueryAsync(workspace, query, Step, cancellationToken), cancellationToken);
            if (page.Events.Count == 0)
            {
                return Broken(at.Sequence + 1);
            }

            foreach (var found in page.Events.TakeWhile(found => found.Sequence <= last))
            {
                if (found.Sequence != at.Sequence + 1
                    || !CryptographicOperations.FixedTimeEquals(AuditChain.Hash(at.Hash, found), found.Hash.Span))
                {
                    return Broken(at.Sequence + 1);
                }

                if (found.Time >= keptSince)
                {
                    return at;
                }

                at = new Position(found.Sequence, found.Hash);
            }
        }

        return at;

        Position? Broken(long sequence)
        {
            Log.Broken(logger, workspace.Value, sequence);
            return null;
        }
    }

    private async ValueTask<bool> ReplaceAsync(
        Change change, Position from, Position end, CancellationToken cancellationToken)
    {
        var unit = change.Unit;
        var anchor = await unit.Checkpoints.FindNewestAsync(
            change.WorkspaceId, CheckpointPurpose.Anchor, cancellationToken);
        if ((anchor?.Sequence ?? 0) != from.Sequence)
        {
            return false;
        }

        await unit.Checkpoints.AddAsync(
            keys.Sign(new Checkpoint(
                change.WorkspaceId, CheckpointPurpose.Anchor, end.Sequence, end.Hash, Revision: null, change.Now)),
            cancellationToken);
        await unit.Retention.RemoveAuditEventsAsync(change.WorkspaceId, end.Sequence, Step, cancellationToken);
        await change.RecordAsync(
            AuditActions.AuditPruned,
            $"workspace:{change.WorkspaceId}",
            [],
            [
                new AuditChange("firstSequence", Text(from.Sequence + 1), Text(end.Sequence + 1)),
                new AuditChange("events", Text(end.Sequence - from.Sequence), "0"),
                new AuditChange("checkpoint", anchor is null ? null : Text(from.Sequence), Text(end.Sequence)),
            ],
            cancellationToken);
        return true;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Position(long Sequence, ReadOnlyMemory<byte> Hash);

    private static partial class Log
    {
        [LoggerMessage(
            1110,
            LogLevel.Error,
            "The audit log of workspace {WorkspaceId} does not verify at event {Sequence}; retention leaves it as it is")]
        public static partial void Broken(ILogger logger, string workspaceId, long sequence);

        [LoggerMessage(
            1111,
            LogLevel.Error,
            "No key of this server has signed where the audit log of workspace {WorkspaceId} begins; retention leaves it as "
            + "it is. Give the server the checkpoint key file that the database was used with")]
        public static partial void NoAnchor(ILogger logger, string workspaceId);
    }
}
