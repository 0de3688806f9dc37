using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Domain.Storage;

/// <summary>
/// Where everything lives. Every read sees every commit that was acknowledged before it began, on any node.
/// Trouble of the engine is a <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IStore
{
    /// <summary>
    /// The reads of one request's checks, one row by its key, null when there is none. They may be answered from memory
    /// without waiting; each is current on its own.
    /// </summary>
    ValueTask<Workspace?> FindWorkspaceAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    /// <inheritdoc cref="FindWorkspaceAsync"/>
    ValueTask<Member?> FindMemberAsync(WorkspaceId workspace, MemberId member, CancellationToken cancellationToken);

    /// <inheritdoc cref="FindWorkspaceAsync"/>
    ValueTask<Member?> FindMemberByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken);

    /// <inheritdoc cref="FindWorkspaceAsync"/>
    ValueTask<ApiKey?> FindApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken);

    /// <inheritdoc cref="FindWorkspaceAsync"/>
    ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken);

    /// <inheritdoc cref="FindWorkspaceAsync"/>
    ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken);

    /// <inheritdoc cref="FindWorkspaceAsync"/>
    ValueTask<ConnectionToken?> FindConnectionTokenAsync(ConnectionTokenId token, CancellationToken cancellationToken);

    /// <summary>
    /// The workspace's revision: at least that of the last commit acknowledged before the call; 0 when there is none.
    /// </summary>
    ValueTask<long> GetRevisionAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    /// <summary>Runs reads against one state of the store.</summary>
    /// <param name="read">Awaits nothing but the reader. Keep it short: one page, not a whole workspace.</param>
    Task<T> ReadAsync<T>(Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken);

    /// <summary>
    /// Runs one unit of work, all or nothing. When the task completes with a committed outcome, the changes are durable
    /// and every later read on any node sees them.
    /// </summary>
    /// <param name="work">
    /// Reads, decides, then writes. It may be run again after a conflict, or after another unit of the same group
    /// failed, so it has no side effects of its own, and it awaits nothing but the unit of work.
    /// </param>
    /// <returns>The outcome's value. Nothing was changed when it says <see cref="Outcome{T}.Commit"/> false.</returns>
    Task<T> CommitAsync<T>(Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken);
}
