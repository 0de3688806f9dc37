using TeamAccess.Domain.Directories;

namespace TeamAccess.Domain.Storage;

/// <summary>
/// Connections, tokens and mappings are few for a workspace (the domain bounds them), so lists come whole, in order of
/// id.
/// </summary>
public interface IDirectoryReader
{
    ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<DirectoryConnection>> ListConnectionsAsync(
        WorkspaceId workspace, CancellationToken cancellationToken);

    ValueTask<ConnectionToken?> FindTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken);

    /// <summary>Revoked and expired ones included.</summary>
    ValueTask<IReadOnlyList<ConnectionToken>> ListTokensAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<RoleMapping>> ListMappingsAsync(WorkspaceId workspace, CancellationToken cancellationToken);
}

public interface IDirectoryWriter : IDirectoryReader
{
    ValueTask AddConnectionAsync(DirectoryConnection connection, CancellationToken cancellationToken);

    ValueTask UpdateConnectionAsync(DirectoryConnection connection, CancellationToken cancellationToken);

    /// <summary>Removes the connection's row; its tokens and mappings are the caller's to remove.</summary>
    ValueTask RemoveConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken);

    ValueTask AddTokenAsync(ConnectionToken token, CancellationToken cancellationToken);

    ValueTask UpdateTokenAsync(ConnectionToken token, CancellationToken cancellationToken);

    ValueTask RemoveTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken);

    ValueTask AddMappingAsync(RoleMapping mapping, CancellationToken cancellationToken);

    ValueTask UpdateMappingAsync(RoleMapping mapping, CancellationToken cancellationToken);

    ValueTask RemoveMappingAsync(WorkspaceId workspace, RoleMappingId mapping, CancellationToken cancellationToken);
}
