using TeamAccess.Domain;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;
using OpenedSession = TeamAccess.Domain.Sessions.Session;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresKeyReader(Session session) : IKeyReader
{
    public ValueTask<ApiKey?> FindAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        session.FindAnywhereAsync<ApiKey>(
            new Statement("SELECT body FROM api_keys WHERE id = $1", key.Value), row => row.Workspace, cancellationToken);

    public async ValueTask<IReadOnlyList<ApiKey>> ListAsync(
        WorkspaceId workspace, MemberId? creator, ApiKeyId? after, int limit, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        object[] page = [Keys.Of(workspace), after?.Value ?? Guid.Empty, limit];
        return await session.ListBodiesAsync<ApiKey>(
            creator is { } member
                ? new Statement(
                    """
                    SELECT body FROM api_keys WHERE workspace = $1 AND creator_id = $4 AND id > $2 ORDER BY id LIMIT $3
                    """,
                    [.. page, member.Value])
                : new Statement("SELECT body FROM api_keys WHERE workspace = $1 AND id > $2 ORDER BY id LIMIT $3", page),
            cancellationToken);
    }

    public ValueTask<OpenedSession?> FindSessionAsync(SessionId id, CancellationToken cancellationToken) =>
        session.FindAnywhereAsync<OpenedSession>(
            new Statement("SELECT body FROM sessions WHERE id = $1", id.Value), row => row.Workspace, cancellationToken);

    public async ValueTask<IReadOnlyList<OpenedSession>> ListSessionsAsync(
        WorkspaceId workspace, MemberId member, SessionId? after, int limit, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.ListBodiesAsync<OpenedSession>(
            new Statement(
                """
                SELECT body FROM sessions WHERE workspace = $1 AND member_id = $2 AND id > $3 ORDER BY id LIMIT $4
                """,
                Keys.Of(workspace),
                member.Value,
                after?.Value ?? Guid.Empty,
                limit),
            cancellationToken);
    }
}

internal sealed class PostgresKeys(UnitSession unit) : PostgresKeyReader(unit), IKeyWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask AddAsync(ApiKey key, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(key.Workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement("INSERT INTO api_keys (workspace, id, creator_id, body) VALUES ($1, $2, $3, $4)", ValuesOf(key)));
    }

    public async ValueTask UpdateAsync(ApiKey key, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(key.Workspace, cancellationToken);
        await unit.ChangeAsync(
            "API key",
            cancellationToken,
            new Statement(
                "UPDATE api_keys SET creator_id = $3, body = $4 WHERE workspace = $1 AND id = $2", ValuesOf(key)));
    }

    public async ValueTask AddSessionAsync(OpenedSession opened, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(opened.Workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "INSERT INTO sessions (workspace, id, member_id, body) VALUES ($1, $2, $3, $4)",
                Keys.Of(opened.Workspace),
                opened.Id.Value,
                opened.Member.Value,
                Body.Of(opened)));
    }

    public async ValueTask RemoveSessionAsync(SessionId id, CancellationToken cancellationToken)
    {
        // Finding it enters its workspace.
        if (await FindSessionAsync(id, cancellationToken) is { } found)
        {
            await unit.WriteAsync(
                cancellationToken,
                new Statement(
                    "DELETE FROM sessions WHERE workspace = $1 AND id = $2", Keys.Of(found.Workspace), id.Value));
        }
    }

    private static object[] ValuesOf(ApiKey key) =>
        [Keys.Of(key.Workspace), key.Id.Value, key.Creator.Value, Body.Of(key)];
}
