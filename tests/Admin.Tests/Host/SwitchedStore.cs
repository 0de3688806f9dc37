using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Conformance;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Admin.Tests.Host;

/// <summary>A store, in memory unless another is selected, that can be made to fail, or to take its time.</summary>
public sealed class SwitchedStore : IStore
{
    private readonly IStore store = TestStores.Selected() ?? new MemoryStore { RunsUnitsTwice = true };

    /// <summary>Thrown by every use while it is set.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>Thrown by commits and longer reads only, so that authentication still works.</summary>
    public Exception? TroubleBehindAuthentication { get; set; }

    /// <summary>How long commits and longer reads take.</summary>
    public TimeSpan Delay { get; set; }

    public ValueTask<Workspace?> FindWorkspaceAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Working().FindWorkspaceAsync(workspace, cancellationToken);

    public ValueTask<Member?> FindMemberAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        Working().FindMemberAsync(workspace, member, cancellationToken);

    public ValueTask<Member?> FindMemberByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken) =>
        Working().FindMemberByUserNameAsync(workspace, userName, cancellationToken);

    public ValueTask<ApiKey?> FindApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        Working().FindApiKeyAsync(key, cancellationToken);

    public ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken) =>
        Working().FindSessionAsync(session, cancellationToken);

    public ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        Working().FindConnectionAsync(workspace, connection, cancellationToken);

    public ValueTask<ConnectionToken?> FindConnectionTokenAsync(
        ConnectionTokenId token, CancellationToken cancellationToken) =>
        Working().FindConnectionTokenAsync(token, cancellationToken);

    public ValueTask<long> GetRevisionAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Working().GetRevisionAsync(workspace, cancellationToken);

    public async Task<T> ReadAsync<T>(Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await Task.Delay(Delay, cancellationToken);
        return await WorkingBehindAuthentication().ReadAsync(read, cancellationToken);
    }

    public async Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        await Task.Delay(Delay, cancellationToken);
        return await WorkingBehindAuthentication().CommitAsync(work, cancellationToken);
    }

    private IStore Working() => Trouble is null ? store : throw Trouble;

    private IStore WorkingBehindAuthentication() =>
        TroubleBehindAuthentication is null ? Working() : throw TroubleBehindAuthentication;
}
