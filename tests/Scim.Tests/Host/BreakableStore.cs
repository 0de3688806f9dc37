using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Scim.Tests.Host;

/// <summary>A store that fails when told to.</summary>
public sealed class BreakableStore : IStore
{
    private readonly MemoryStore store = new();

    /// <summary>Thrown by reads and commits; null for none.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>Thrown by the lookups of single rows; null for none.</summary>
    public Exception? PointTrouble { get; set; }

    /// <summary>What commits wait for; null for nothing.</summary>
    public Task? Gate { get; set; }

    public ValueTask<Workspace?> FindWorkspaceAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Point().FindWorkspaceAsync(workspace, cancellationToken);

    public ValueTask<Member?> FindMemberAsync(WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        Point().FindMemberAsync(workspace, member, cancellationToken);

    public ValueTask<Member?> FindMemberByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken) =>
        Point().FindMemberByUserNameAsync(workspace, userName, cancellationToken);

    public ValueTask<ApiKey?> FindApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        Point().FindApiKeyAsync(key, cancellationToken);

    public ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken) =>
        Point().FindSessionAsync(session, cancellationToken);

    public ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        Point().FindConnectionAsync(workspace, connection, cancellationToken);

    public ValueTask<ConnectionToken?> FindConnectionTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken) =>
        Point().FindConnectionTokenAsync(token, cancellationToken);

    public ValueTask<long> GetRevisionAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Point().GetRevisionAsync(workspace, cancellationToken);

    public Task<T> ReadAsync<T>(Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken) =>
        Trouble is null ? store.ReadAsync(read, cancellationToken) : Task.FromException<T>(Trouble);

    public async Task<T> CommitAsync<T>(Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        await (Gate ?? Task.CompletedTask);
        return Trouble is null ? await store.CommitAsync(work, cancellationToken) : throw Trouble;
    }

    private MemoryStore Point() => PointTrouble is null ? store : throw PointTrouble;
}
