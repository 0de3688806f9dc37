using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Cache;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbDirectories(ILiteDatabase database, RowChanges changes) : IDirectoryWriter
{
    private readonly Table connections = new(database, Tables.Connections);
    private readonly Table tokens = new(database, Tables.Tokens);
    private readonly Table mappings = new(database, Tables.Mappings);

    public ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            changes.TryFind(CacheKey.Of(workspace, connection), out DirectoryConnection? known) ? known
            : connections.Find(RowKeys.Of(workspace, connection.Value)) is { } row ? ConnectionDocument.Read(row)
            : null);

    public ValueTask<IReadOnlyList<DirectoryConnection>> ListConnectionsAsync(
        WorkspaceId workspace, CancellationToken cancellationToken) =>
        All(connections, RowIndex.Id, RowKeys.Of(workspace), ConnectionDocument.Read);

    public ValueTask<ConnectionToken?> FindTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            changes.TryFind(CacheKey.Of(token), out ConnectionToken? known) ? known
            : tokens.Find(RowKeys.Of(token.Value)) is { } row ? TokenDocument.Read(row)
            : null);

    public ValueTask<IReadOnlyList<ConnectionToken>> ListTokensAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        All(tokens, Tables.ByConnection, RowKeys.Of(workspace, connection.Value), TokenDocument.Read);

    public ValueTask<IReadOnlyList<RoleMapping>> ListMappingsAsync(
        WorkspaceId workspace, CancellationToken cancellationToken) =>
        All(mappings, RowIndex.Id, RowKeys.Of(workspace), MappingDocument.Read);

    public ValueTask AddConnectionAsync(DirectoryConnection connection, CancellationToken cancellationToken)
    {
        var row = ConnectionDocument.Of(connection);
        connections.Insert(row);
        changes.Set(ConnectionDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask UpdateConnectionAsync(DirectoryConnection connection, CancellationToken cancellationToken)
    {
        var row = ConnectionDocument.Of(connection);
        connections.Update(row);
        changes.Set(ConnectionDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken)
    {
        connections.Delete(RowKeys.Of(workspace, connection.Value));
        changes.Remove(CacheKey.Of(workspace, connection));
        return ValueTask.CompletedTask;
    }

    public ValueTask AddTokenAsync(ConnectionToken token, CancellationToken cancellationToken)
    {
        var row = TokenDocument.Of(token);
        tokens.Insert(row);
        changes.Set(TokenDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask UpdateTokenAsync(ConnectionToken token, CancellationToken cancellationToken)
    {
        var row = TokenDocument.Of(token);
        tokens.Update(row);
        changes.Set(TokenDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken)
    {
        tokens.Delete(RowKeys.Of(token.Value));
        changes.Remove(CacheKey.Of(token));
        return ValueTask.CompletedTask;
    }

    public ValueTask AddMappingAsync(RoleMapping mapping, CancellationToken cancellationToken)
    {
        mappings.Insert(MappingDocument.Of(mapping));
        return ValueTask.CompletedTask;
    }

    public ValueTask UpdateMappingAsync(RoleMapping mapping, CancellationToken cancellationToken)
    {
        mappings.Update(MappingDocument.Of(mapping));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveMappingAsync(
        WorkspaceId workspace, RoleMappingId mapping, CancellationToken cancellationToken)
    {
        mappings.Delete(RowKeys.Of(workspace, mapping.Value));
        return ValueTask.CompletedTask;
    }

    private static ValueTask<IReadOnlyList<T>> All<T>(
        Table table, RowIndex index, string key, Func<BsonDocument, T> read) =>
        ValueTask.FromResult<IReadOnlyList<T>>(
            table.Scan(index, KeyRange.Within(key + "/"), int.MaxValue).Select(read).ToList());
}
