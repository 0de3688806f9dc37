using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Postgres.Units;
using OpenedSession = TeamAccess.Domain.Sessions.Session;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresRetentionReader(Session session) : IRetentionReader
{
    public async ValueTask<Page<WorkspaceId>> ListWorkspacesAsync(
        string? cursor, int limit, CancellationToken cancellationToken)
    {
        var found = await session.ListBodiesAsync<Workspace>(
            new Statement(
                "SELECT body FROM workspaces WHERE workspace > $1 ORDER BY workspace LIMIT $2", cursor ?? "", limit + 1),
            cancellationToken);
        return PageOf(found.Select(workspace => workspace.Id).ToList(), limit, Keys.Of);
    }

    public async ValueTask<Page<OpenedSession>> ListSessionsAsync(
        WorkspaceId workspace, string? cursor, int limit, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        var found = await session.ListBodiesAsync<OpenedSession>(
            new Statement(
                "SELECT body FROM sessions WHERE workspace = $1 AND id > $2 ORDER BY id LIMIT $3",
                Keys.Of(workspace),
                IdOf(cursor),
                limit + 1),
            cancellationToken);
        return PageOf(found, limit, row => row.Id.ToString());
    }

    public async ValueTask<Page<MemberTombstone>> ListTombstonesAsync(
        WorkspaceId workspace, string? cursor, int limit, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        var found = await session.ListBodiesAsync<MemberTombstone>(
            new Statement(
                "SELECT body FROM tombstones WHERE workspace = $1 AND id > $2 ORDER BY id LIMIT $3",
                Keys.Of(workspace),
                IdOf(cursor),
                limit + 1),
            cancellationToken);
        return PageOf(found, limit, row => row.Id.ToString());
    }

    private static Guid IdOf(string? cursor) => cursor is null ? Guid.Empty : Guid.Parse(cursor);

    private static Page<T> PageOf<T>(IReadOnlyList<T> found, int limit, Func<T, string> cursorOf) =>
        found.Count > limit
            ? new Page<T>(found.Take(limit).ToList(), cursorOf(found[limit - 1]))
            : new Page<T>(found, Next: null);
}

internal sealed class PostgresRetention(UnitSession unit) : PostgresRetentionReader(unit), IRetentionWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask<int> RemoveAuditEventsAsync(
        WorkspaceId workspace, long through, int limit, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        var oldest = await unit.ListBodiesAsync<AuditEvent>(
            new Statement(
                "SELECT body FROM audit WHERE workspace = $1 AND sequence <= $2 ORDER BY sequence LIMIT $3",
                Keys.Of(workspace),
                through,
                limit),
            cancellationToken);
        if (oldest.Count == 0)
        {
            return 0;
        }

        // Whom the events are about stands in them: so each row of the index is found by its key.
        var indexed = oldest.SelectMany(old => old.Members.Distinct().Select(member => (member.Value, old.Sequence))).ToList();
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                """
                DELETE FROM audit_members m USING unnest($2::uuid[], $3::bigint[]) AS gone (member_id, sequence)
                WHERE m.workspace = $1 AND m.member_id = gone.member_id AND m.sequence = gone.sequence
                """,
                Keys.Of(workspace),
                indexed.Select(row => row.Value).ToArray(),
                indexed.Select(row => row.Sequence).ToArray()),
            new Statement(
                "DELETE FROM audit WHERE workspace = $1 AND sequence <= $2", Keys.Of(workspace), oldest[^1].Sequence));
        return oldest.Count;
    }

    public async ValueTask RemoveApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken)
    {
        // Finding it enters its workspace.
        var found = await unit.FindAnywhereAsync<ApiKey>(
            new Statement("SELECT body FROM api_keys WHERE id = $1", key.Value), row => row.Workspace, cancellationToken);
        if (found is not null)
        {
            await unit.WriteAsync(
                cancellationToken,
                new Statement(
                    "DELETE FROM api_keys WHERE workspace = $1 AND id = $2", Keys.Of(found.Workspace), key.Value));
        }
    }

    public async ValueTask RemoveTombstoneAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "DELETE FROM tombstones WHERE workspace = $1 AND id = $2", Keys.Of(workspace), member.Value));
    }
}
