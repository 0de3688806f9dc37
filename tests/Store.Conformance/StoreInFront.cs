using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Conformance;

/// <summary>Stands in front of a store and passes everything on, but for what a test does in between.</summary>
public abstract class StoreInFront(IStore store) : IStore
{
    /// <summary>What is asked for single rows; throws where that is to fail.</summary>
    protected virtual IStore Lookups => store;

    public ValueTask<Workspace?> FindWorkspaceAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Lookups.FindWorkspaceAsync(workspace, cancellationToken);

    public ValueTask<Member?> FindMemberAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        Lookups.FindMemberAsync(workspace, member, cancellationToken);

    public ValueTask<Member?> FindMemberByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken) =>
        Lookups.FindMemberByUserNameAsync(workspace, userName, cancellationToken);

    public ValueTask<ApiKey?> FindApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        Lookups.FindApiKeyAsync(key, cancellationToken);

    public ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken) =>
        Lookups.FindSessionAsync(session, cancellationToken);

    public ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        Lookups.FindConnectionAsync(workspace, connection, cancellationToken);

    public ValueTask<ConnectionToken?> FindConnectionTokenAsync(
        ConnectionTokenId token, CancellationToken cancellationToken) =>
        Lookups.FindConnectionTokenAsync(token, cancellationToken);

    public ValueTask<long> GetRevisionAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Lookups.GetRevisionAsync(workspace, cancellationToken);

    public virtual Task<T> ReadAsync<T>(
        Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken) =>
        store.ReadAsync(read, cancellationToken);

    public virtual Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken) =>
        store.CommitAsync(work, cancellationToken);
}
