using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>A store between whose commits something else happens.</summary>
/// <param name="before">Gets how many commits there were.</param>
internal sealed class WatchedStore(IStore store, Func<int, Task> before) : IStore, IStoreSnapshots
{
    private int made;

    public ValueTask<Workspace?> FindWorkspaceAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        store.FindWorkspaceAsync(workspace, cancellationToken);

    public ValueTask<Member?> FindMemberAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        store.FindMemberAsync(workspace, member, cancellationToken);

    public ValueTask<Member?> FindMemberByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken) =>
        store.FindMemberByUserNameAsync(workspace, userName, cancellationToken);

    public ValueTask<ApiKey?> FindApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        store.FindApiKeyAsync(key, cancellationToken);

    public ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken) =>
        store.FindSessionAsync(session, cancellationToken);

    public ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        store.FindConnectionAsync(workspace, connection, cancellationToken);

    public ValueTask<ConnectionToken?> FindConnectionTokenAsync(
        ConnectionTokenId token, CancellationToken cancellationToken) =>
        store.FindConnectionTokenAsync(token, cancellationToken);

    public ValueTask<long> GetRevisionAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        store.GetRevisionAsync(workspace, cancellationToken);

    public Task<T> ReadAsync<T>(Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken) =>
        store.ReadAsync(read, cancellationToken);

    public Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        ((IStoreSnapshots)store).OpenSnapshotAsync(cancellationToken);

    public async Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        await before(made++);
        return await store.CommitAsync(work, cancellationToken);
    }
}
