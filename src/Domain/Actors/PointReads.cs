using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Actors;

/// <summary>
/// The reads behind a standing, from a unit of work or from the store's memory: the rule is the same.
/// </summary>
internal abstract class PointReads
{
    public static PointReads Of(IStoreReader reader) => new OfReader(reader);

    public static PointReads Of(IStore store) => new OfStore(store);

    public abstract ValueTask<Member?> MemberAsync(WorkspaceId workspace, MemberId id, CancellationToken cancellationToken);

    public abstract ValueTask<ApiKey?> KeyAsync(ApiKeyId id, CancellationToken cancellationToken);

    public abstract ValueTask<Session?> SessionAsync(SessionId id, CancellationToken cancellationToken);

    public abstract ValueTask<ConnectionToken?> TokenAsync(ConnectionTokenId id, CancellationToken cancellationToken);

    public abstract ValueTask<DirectoryConnection?> ConnectionAsync(
        WorkspaceId workspace, ConnectionId id, CancellationToken cancellationToken);

    private sealed class OfReader(IStoreReader reader) : PointReads
    {
        public override ValueTask<Member?> MemberAsync(
            WorkspaceId workspace, MemberId id, CancellationToken cancellationToken) =>
            reader.Members.FindAsync(workspace, id, cancellationToken);

        public override ValueTask<ApiKey?> KeyAsync(ApiKeyId id, CancellationToken cancellationToken) =>
            reader.Keys.FindAsync(id, cancellationToken);

        public override ValueTask<Session?> SessionAsync(SessionId id, CancellationToken cancellationToken) =>
            reader.Keys.FindSessionAsync(id, cancellationToken);

        public override ValueTask<ConnectionToken?> TokenAsync(
            ConnectionTokenId id, CancellationToken cancellationToken) =>
            reader.Directories.FindTokenAsync(id, cancellationToken);

        public override ValueTask<DirectoryConnection?> ConnectionAsync(
            WorkspaceId workspace, ConnectionId id, CancellationToken cancellationToken) =>
            reader.Directories.FindConnectionAsync(workspace, id, cancellationToken);
    }

    private sealed class OfStore(IStore store) : PointReads
    {
        public override ValueTask<Member?> MemberAsync(
            WorkspaceId workspace, MemberId id, CancellationToken cancellationToken) =>
            store.FindMemberAsync(workspace, id, cancellationToken);

        public override ValueTask<ApiKey?> KeyAsync(ApiKeyId id, CancellationToken cancellationToken) =>
            store.FindApiKeyAsync(id, cancellationToken);

        public override ValueTask<Session?> SessionAsync(SessionId id, CancellationToken cancellationToken) =>
            store.FindSessionAsync(id, cancellationToken);

        public override ValueTask<ConnectionToken?> TokenAsync(
            ConnectionTokenId id, CancellationToken cancellationToken) =>
            store.FindConnectionTokenAsync(id, cancellationToken);

        public override ValueTask<DirectoryConnection?> ConnectionAsync(
            WorkspaceId workspace, ConnectionId id, CancellationToken cancellationToken) =>
            store.FindConnectionAsync(workspace, id, cancellationToken);
    }
}
