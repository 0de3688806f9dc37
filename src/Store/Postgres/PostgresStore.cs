using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Postgres;

/// <summary>
/// The shared store: any number of servers on one database. Every read asks the database, so that what one server has
/// answered every other one sees.
/// </summary>
internal sealed class PostgresStore(PostgresLifetime lifetime) : IStore, IStoreSnapshots
{
    public async ValueTask<Workspace?> FindWorkspaceAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        await lifetime.Units.ReadOneAsync(
            reader => reader.Workspaces.FindAsync(workspace, cancellationToken), cancellationToken);

    public async ValueTask<Member?> FindMemberAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        await lifetime.Units.ReadOneAsync(
            reader => reader.Members.FindAsync(workspace, member, cancellationToken), cancellationToken);

    public async ValueTask<Member?> FindMemberByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken) =>
        await lifetime.Units.ReadOneAsync(
            reader => reader.Members.FindByUserNameAsync(workspace, userName, cancellationToken), cancellationToken);

    public async ValueTask<ApiKey?> FindApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        await lifetime.Units.ReadOneAsync(reader => reader.Keys.FindAsync(key, cancellationToken), cancellationToken);

    public async ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken) =>
        await lifetime.Units.ReadOneAsync(
            reader => reader.Keys.FindSessionAsync(session, cancellationToken), cancellationToken);

    public async ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        await lifetime.Units.ReadOneAsync(
            reader => reader.Directories.FindConnectionAsync(workspace, connection, cancellationToken), cancellationToken);

    public async ValueTask<ConnectionToken?> FindConnectionTokenAsync(
        ConnectionTokenId token, CancellationToken cancellationToken) =>
        await lifetime.Units.ReadOneAsync(
            reader => reader.Directories.FindTokenAsync(token, cancellationToken), cancellationToken);

    public async ValueTask<long> GetRevisionAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var head = await lifetime.Units.ReadOneAsync(
            reader => reader.Workspaces.GetHeadAsync(workspace, cancellationToken), cancellationToken);
        return head.Revision;
    }

    public Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        lifetime.Units.OpenSnapshotAsync(cancellationToken);

    public async Task<T> ReadAsync<T>(
        Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken) =>
        await lifetime.Units.ReadAsync(read, cancellationToken);

    public async Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken) =>
        await lifetime.Units.CommitAsync(work, cancellationToken);
}
