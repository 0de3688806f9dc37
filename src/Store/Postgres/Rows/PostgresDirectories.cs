using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresDirectoryReader(Session session) : IDirectoryReader
{
    public async ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<DirectoryConnection>(
            new Statement(
                "SELECT body FROM connections WHERE workspace = $1 AND id = $2", Keys.Of(workspace), connection.Value),
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<DirectoryConnection>> ListConnectionsAsync(
        WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.ListBodiesAsync<DirectoryConnection>(
            new Statement("SELECT body FROM connections WHERE workspace = $1 ORDER BY id", Keys.Of(workspace)),
            cancellationToken);
    }

    public ValueTask<ConnectionToken?> FindTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken) =>
        session.FindAnywhereAsync<ConnectionToken>(
            new Statement("SELECT body FROM tokens WHERE id = $1", token.Value), row => row.Workspace, cancellationToken);

    public async ValueTask<IReadOnlyList<ConnectionToken>> ListTokensAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.ListBodiesAsync<ConnectionToken>(
            new Statement(
                "SELECT body FROM tokens WHERE workspace = $1 AND connection_id = $2 ORDER BY id",
                Keys.Of(workspace),
                connection.Value),
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<RoleMapping>> ListMappingsAsync(
        WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.ListBodiesAsync<RoleMapping>(
            new Statement("SELECT body FROM mappings WHERE workspace = $1 ORDER BY id", Keys.Of(workspace)),
            cancellationToken);
    }
}

internal sealed class PostgresDirectories(UnitSession unit) : PostgresDirectoryReader(unit), IDirectoryWriter
{
    private readonly UnitSession unit = unit;

    public ValueTask AddConnectionAsync(DirectoryConnection connection, CancellationToken cancellationToken) => WriteAsync(
        "INSERT INTO connections (workspace, id, body) VALUES ($1, $2, $3)",
        connection.Workspace,
        [connection.Id.Value, Body.Of(connection)],
        cancellationToken);

    public ValueTask UpdateConnectionAsync(DirectoryConnection connection, CancellationToken cancellationToken) =>
        ChangeAsync(
            "connection",
            "UPDATE connections SET body = $3 WHERE workspace = $1 AND id = $2",
            connection.Workspace,
            [connection.Id.Value, Body.Of(connection)],
            cancellationToken);

    public ValueTask RemoveConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) => WriteAsync(
            "DELETE FROM connections WHERE workspace = $1 AND id = $2", workspace, [connection.Value], cancellationToken);

    public ValueTask AddTokenAsync(ConnectionToken token, CancellationToken cancellationToken) => WriteAsync(
        "INSERT INTO tokens (workspace, id, connection_id, body) VALUES ($1, $2, $3, $4)",
        token.Workspace,
        [token.Id.Value, token.Connection.Value, Body.Of(token)],
        cancellationToken);

    public ValueTask UpdateTokenAsync(ConnectionToken token, CancellationToken cancellationToken) => ChangeAsync(
        "token",
        "UPDATE tokens SET connection_id = $3, body = $4 WHERE workspace = $1 AND id = $2",
        token.Workspace,
        [token.Id.Value, token.Connection.Value, Body.Of(token)],
        cancellationToken);

    public async ValueTask RemoveTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken)
    {
        if (await FindTokenAsync(token, cancellationToken) is { } found)
        {
            await WriteAsync(
                "DELETE FROM tokens WHERE workspace = $1 AND id = $2", found.Workspace, [token.Value], cancellationToken);
        }
    }

    public ValueTask AddMappingAsync(RoleMapping mapping, CancellationToken cancellationToken) => WriteAsync(
        "INSERT INTO mappings (workspace, id, body) VALUES ($1, $2, $3)",
        mapping.Workspace,
        [mapping.Id.Value, Body.Of(mapping)],
        cancellationToken);

    public ValueTask UpdateMappingAsync(RoleMapping mapping, CancellationToken cancellationToken) => ChangeAsync(
        "mapping",
        "UPDATE mappings SET body = $3 WHERE workspace = $1 AND id = $2",
        mapping.Workspace,
        [mapping.Id.Value, Body.Of(mapping)],
        cancellationToken);

    public ValueTask RemoveMappingAsync(
        WorkspaceId workspace, RoleMappingId mapping, CancellationToken cancellationToken) => WriteAsync(
            "DELETE FROM mappings WHERE workspace = $1 AND id = $2", workspace, [mapping.Value], cancellationToken);

    private async ValueTask WriteAsync(
        string sql, WorkspaceId workspace, object[] values, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        await unit.WriteAsync(cancellationToken, new Statement(sql, [Keys.Of(workspace), .. values]));
    }

    private async ValueTask ChangeAsync(
        string what, string sql, WorkspaceId workspace, object[] values, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        await unit.ChangeAsync(what, cancellationToken, new Statement(sql, [Keys.Of(workspace), .. values]));
    }
}
