using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.LiteDb.Cache;
using TeamAccess.Store.LiteDb.Snapshots;

namespace TeamAccess.Store.LiteDb;

/// <summary>The embedded store: one process, two files, nothing to install.</summary>
internal sealed class LiteDbStore(LiteDbLifetime lifetime) : IStore, IStoreSnapshots
{
    private LiteDbUnits Units => lifetime.Units;

    private PointReads PointReads => lifetime.PointReads;

    public ValueTask<Workspace?> FindWorkspaceAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        PointReads.FindAsync(workspace, cancellationToken);

    public ValueTask<Member?> FindMemberAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        PointReads.FindAsync(workspace, member, cancellationToken);

    public ValueTask<Member?> FindMemberByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken) =>
        PointReads.FindByUserNameAsync(workspace, userName, cancellationToken);

    public ValueTask<ApiKey?> FindApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        PointReads.FindAsync(key, cancellationToken);

    public ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken) =>
        PointReads.FindAsync(session, cancellationToken);

    public ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        PointReads.FindAsync(workspace, connection, cancellationToken);

    public ValueTask<ConnectionToken?> FindConnectionTokenAsync(
        ConnectionTokenId token, CancellationToken cancellationToken) =>
        PointReads.FindAsync(token, cancellationToken);

    public ValueTask<long> GetRevisionAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var head = PointReads.FindHeadAsync(workspace, cancellationToken);
        return head.IsCompletedSuccessfully
            ? new ValueTask<long>(head.GetAwaiter().GetResult().Revision)
            : AwaitAsync(head);

        static async ValueTask<long> AwaitAsync(ValueTask<WorkspaceHead> head) => (await head).Revision;
    }

    public async Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        LiteDbSnapshot.Open(await lifetime.HoldAsync(cancellationToken));

    public async Task<T> ReadAsync<T>(
        Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken) =>
        await Units.ReadAsync(read, cancellationToken);

    public async Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken) =>
        await Units.CommitAsync(work, cancellationToken);
}
