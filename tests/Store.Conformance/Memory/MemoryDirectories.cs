using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryDirectories(MemoryUnitOfWork unit) : IDirectoryWriter
{
    public ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Connections.TryFind(workspace, connection.Value, out var row) ? row : null);

    public ValueTask<IReadOnlyList<DirectoryConnection>> ListConnectionsAsync(
        WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<DirectoryConnection>>(
            unit.State.Connections.Of(workspace).Values.ToList());

    public ValueTask<ConnectionToken?> FindTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Tokens.GetValueOrDefault(token.Value));

    public ValueTask<IReadOnlyList<ConnectionToken>> ListTokensAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ConnectionToken>>(unit.State.Tokens.Values
            .Where(token => token.Workspace == workspace && token.Connection == connection)
            .ToList());

    public ValueTask<IReadOnlyList<RoleMapping>> ListMappingsAsync(
        WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<RoleMapping>>(unit.State.Mappings.Of(workspace).Values.ToList());

    public ValueTask AddConnectionAsync(DirectoryConnection connection, CancellationToken cancellationToken) =>
        Has(connection) ? throw unit.Taken("a connection of this id") : PutAsync(connection);

    public ValueTask UpdateConnectionAsync(DirectoryConnection connection, CancellationToken cancellationToken) =>
        Has(connection) ? PutAsync(connection) : throw MemoryUnitOfWork.Missing("connection");

    public ValueTask RemoveConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Connections = unit.State.Connections.Remove(workspace, connection.Value) };
        return ValueTask.CompletedTask;
    }

    public ValueTask AddTokenAsync(ConnectionToken token, CancellationToken cancellationToken) =>
        unit.State.Tokens.ContainsKey(token.Id.Value) ? throw unit.Taken("a token of this id") : PutAsync(token);

    public ValueTask UpdateTokenAsync(ConnectionToken token, CancellationToken cancellationToken) =>
        unit.State.Tokens.ContainsKey(token.Id.Value) ? PutAsync(token) : throw MemoryUnitOfWork.Missing("token");

    public ValueTask RemoveTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Tokens = unit.State.Tokens.Remove(token.Value) };
        return ValueTask.CompletedTask;
    }

    public ValueTask AddMappingAsync(RoleMapping mapping, CancellationToken cancellationToken) =>
        Has(mapping) ? throw unit.Taken("a mapping of this id") : PutAsync(mapping);

    public ValueTask UpdateMappingAsync(RoleMapping mapping, CancellationToken cancellationToken) =>
        Has(mapping) ? PutAsync(mapping) : throw MemoryUnitOfWork.Missing("mapping");

    public ValueTask RemoveMappingAsync(
        WorkspaceId workspace, RoleMappingId mapping, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Mappings = unit.State.Mappings.Remove(workspace, mapping.Value) };
        return ValueTask.CompletedTask;
    }

    private bool Has(DirectoryConnection connection) =>
        unit.State.Connections.TryFind(connection.Workspace, connection.Id.Value, out _);

    private bool Has(RoleMapping mapping) => unit.State.Mappings.TryFind(mapping.Workspace, mapping.Id.Value, out _);

    private ValueTask PutAsync(DirectoryConnection connection)
    {
        unit.State = unit.State with
        {
            Connections = unit.State.Connections.Set(connection.Workspace, connection.Id.Value, connection),
        };
        return ValueTask.CompletedTask;
    }

    private ValueTask PutAsync(ConnectionToken token)
    {
        unit.State = unit.State with { Tokens = unit.State.Tokens.SetItem(token.Id.Value, token) };
        return ValueTask.CompletedTask;
    }

    private ValueTask PutAsync(RoleMapping mapping)
    {
        unit.State = unit.State with { Mappings = unit.State.Mappings.Set(mapping.Workspace, mapping.Id.Value, mapping) };
        return ValueTask.CompletedTask;
    }
}
