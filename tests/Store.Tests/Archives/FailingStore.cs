using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>A store that keeps so many commits and then fails, after the last one or before the next.</summary>
internal sealed class FailingStore(IStore store, int commits) : IStore, IStoreSnapshots
{
    private int made;

    public int Made => made;

    /// <summary>What happens elsewhere before the commit of that number, the first being 1.</summary>
    public Func<int, Task> Before { get; init; } = _ => Task.CompletedTask;

    public ValueTask<Workspace?> FindWorkspaceAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        store.FindWorkspaceAsync(workspace, cancellationToken);

    public ValueTask<Member?> FindMemberAsync(WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
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

    public ValueTask<ConnectionToken?> FindConnectionTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken) =>
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
        await Before(made + 1);
        if (made++ >= commits)
        {
            throw new StoreUnavailableException("Failed before.");
        }

        var value = await store.CommitAsync(work, cancellationToken);
        return made == commits && commits % 2 == 0 ? throw new StoreUnavailableException("Failed after.") : value;
    }
}
