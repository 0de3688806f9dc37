using System.Globalization;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Retention;

/// <summary>Removes sessions, access tokens, credentials and tombstones whose time is over.</summary>
internal sealed class EndedRowRetention(ChangeRunner changes, RetentionPolicy policy, TimeProvider clock) : IScheduledJob
{
    /// <summary>Rows read in one read, and removed in one unit.</summary>
    private const int Step = 200;

    public string Name => "ended-row-retention";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task RunAsync(WorkTurn turn, CancellationToken cancellationToken)
    {
        var ends = new Ends(policy, clock.GetUtcNow());
        await foreach (var workspace in turn.ListWorkspacesAsync(cancellationToken))
        {
            await RemoveSessionsAsync(turn, workspace, ends, cancellationToken);
            await RemoveTokensAsync(turn, workspace, ends, cancellationToken);
            await RemoveKeysAsync(turn, workspace, ends, cancellationToken);
            await RemoveTombstonesAsync(turn, workspace, ends, cancellationToken);
        }
    }

    private static async Task RemoveSessionsAsync(
        WorkTurn turn, WorkspaceId workspace, Ends ends, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var from = cursor;
            var page = await turn.ReadAsync(
                reader => reader.Retention.ListSessionsAsync(workspace, from, Step, cancellationToken), cancellationToken);
            if (page.Items.Where(ends.IsOver).ToList() is { Count: > 0 } over)
            {
                await turn.RemoveAsync(unit => RemoveAsync(unit, over, cancellationToken), cancellationToken);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    // Nothing that was refused already for a day is missed by anybody, so the log has no event of it.
    private static async ValueTask<int> RemoveAsync(
        IUnitOfWork unit, List<Session> over, CancellationToken cancellationToken)
    {
        foreach (var session in over)
        {
            await unit.Keys.RemoveSessionAsync(session.Id, cancellationToken);
        }

        return over.Count;
    }

    private async Task RemoveTokensAsync(
        WorkTurn turn, WorkspaceId workspace, Ends ends, CancellationToken cancellationToken)
    {
        var connections = await turn.ReadAsync(
            reader => reader.Directories.ListConnectionsAsync(workspace, cancellationToken), cancellationToken);
        foreach (var connection in connections)
        {
            var tokens = await turn.ReadAsync(
                reader => reader.Directories.ListTokensAsync(workspace, connection.Id, cancellationToken),
                cancellationToken);
            foreach (var over in tokens.Where(ends.IsOver).Chunk(Step))
            {
                await ServerCalls.RunAsync(
                    changes, turn, workspace, change => RemoveAsync(change, over, cancellationToken), cancellationToken);
            }
        }
    }

    private static async ValueTask<bool> RemoveAsync(
        Change change, ConnectionToken[] over, CancellationToken cancellationToken)
    {
        foreach (var token in over)
        {
            await change.Unit.Directories.RemoveTokenAsync(token.Id, cancellationToken);
        }

        return await RecordAsync(change, "connectionTokens", over.Length, cancellationToken);
    }

    private async Task RemoveKeysAsync(
        WorkTurn turn, WorkspaceId workspace, Ends ends, CancellationToken cancellationToken)
    {
        var settings = await turn.ReadAsync(
            reader => reader.Workspaces.FindAsync(workspace, cancellationToken), cancellationToken);
        ApiKeyId? after = null;
        while (settings is not null)
        {
            var from = after;
            var keys = await turn.ReadAsync(
                reader => reader.Keys.ListAsync(workspace, creator: null, from, Step, cancellationToken), cancellationToken);
            var over = keys.Where(key => ends.IsOver(key, settings)).Select(key => key.Id).ToList();
            if (over.Count > 0)
            {
                await ServerCalls.RunAsync(
                    changes, turn, workspace, change => RemoveAsync(change, over, ends, cancellationToken), cancellationToken);
            }

            if (keys.Count < Step)
            {
                return;
            }

            after = keys[^1].Id;
        }
    }

    // Looked at again in the unit: a suspended key may have come back with its creator since.
    private static async ValueTask<bool> RemoveAsync(
        Change change, List<ApiKeyId> candidates, Ends ends, CancellationToken cancellationToken)
    {
        var settings = await change.GetWorkspaceAsync(cancellationToken);
        var removed = 0;
        foreach (var id in candidates)
        {
            if (await change.Unit.Keys.FindAsync(id, cancellationToken) is { } key && ends.IsOver(key, settings))
            {
                await change.Unit.Retention.RemoveApiKeyAsync(id, cancellationToken);
                removed++;
            }
        }

        return await RecordAsync(change, "apiKeys", removed, cancellationToken);
    }

    private async Task RemoveTombstonesAsync(
        WorkTurn turn, WorkspaceId workspace, Ends ends, CancellationToken cancellationToken)
    {
        if (policy.TombstoneDays == 0)
        {
            return;
        }

        string? cursor = null;
        do
        {
            var from = cursor;
            var page = await turn.ReadAsync(
                reader => reader.Retention.ListTombstonesAsync(workspace, from, Step, cancellationToken), cancellationToken);
            if (page.Items.Where(ends.IsOver).ToList() is { Count: > 0 } over)
            {
                await ServerCalls.RunAsync(
                    changes, turn, workspace, change => RemoveAsync(change, over, cancellationToken), cancellationToken);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private static async ValueTask<bool> RemoveAsync(
        Change change, List<MemberTombstone> over, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var tombstone in over)
        {
            // A key that is still there names its creator, whoever that was.
            var keys = await change.Unit.Keys.ListAsync(
                change.WorkspaceId, tombstone.Id, after: null, limit: 1, cancellationToken);
            if (keys.Count == 0)
            {
                await change.Unit.Retention.RemoveTombstoneAsync(change.WorkspaceId, tombstone.Id, cancellationToken);
                removed++;
            }
        }

        return await RecordAsync(change, "tombstones", removed, cancellationToken);
    }

    private static async ValueTask<bool> RecordAsync(
        Change change, string what, int count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return false;
        }

        await change.RecordAsync(
            AuditActions.RecordsPruned,
            $"workspace:{change.WorkspaceId}",
            [],
            [new AuditChange(what, count.ToString(CultureInfo.InvariantCulture), "0")],
            cancellationToken);
        return true;
    }
}
