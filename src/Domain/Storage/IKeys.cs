using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Sessions;

namespace TeamAccess.Domain.Storage;

public interface IKeyReader
{
    ValueTask<ApiKey?> FindAsync(ApiKeyId key, CancellationToken cancellationToken);

    /// <summary>The workspace's keys in ascending order of id.</summary>
    /// <param name="creator">Only the keys of this member; null for all.</param>
    ValueTask<IReadOnlyList<ApiKey>> ListAsync(
        WorkspaceId workspace, MemberId? creator, ApiKeyId? after, int limit, CancellationToken cancellationToken);

    ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>A member's sessions in ascending order of id, expired ones included.</summary>
    ValueTask<IReadOnlyList<Session>> ListSessionsAsync(
        WorkspaceId workspace, MemberId member, SessionId? after, int limit, CancellationToken cancellationToken);
}

public interface IKeyWriter : IKeyReader
{
    ValueTask AddAsync(ApiKey key, CancellationToken cancellationToken);

    ValueTask UpdateAsync(ApiKey key, CancellationToken cancellationToken);

    ValueTask AddSessionAsync(Session session, CancellationToken cancellationToken);

    /// <summary>Removes the session; nothing happens when it is gone already.</summary>
    ValueTask RemoveSessionAsync(SessionId session, CancellationToken cancellationToken);
}
