using TeamAccess.Domain;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Conformance.Memory;

namespace TeamAccess.Store.Conformance;

/// <summary>
/// A store for tests, gone with its object. Each commit replaces an immutable state, so whatever is discarded or fails
/// was never there. Holds units of work to the rules of the real engines: they await nothing else, and survive being
/// run again.
/// </summary>
public sealed class MemoryStore : IStore, IStoreSnapshots
{
    private readonly Lock gate = new();
    private volatile MemoryState state = MemoryState.Empty;
    private bool running;

    /// <summary>Runs every unit a first time for nothing, as an engine does after a conflict.</summary>
    public bool RunsUnitsTwice { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Thrown by every commit while it is set.</summary>
    public Exception? Trouble { get; set; }

    public ValueTask<Workspace?> FindWorkspaceAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Reader().Workspaces.FindAsync(workspace, cancellationToken);

    public ValueTask<Member?> FindMemberAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        Reader().Members.FindAsync(workspace, member, cancellationToken);

    public ValueTask<Member?> FindMemberByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken) =>
        Reader().Members.FindByUserNameAsync(workspace, userName, cancellationToken);

    public ValueTask<ApiKey?> FindApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        Reader().Keys.FindAsync(key, cancellationToken);

    public ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken) =>
        Reader().Keys.FindSessionAsync(session, cancellationToken);

    public ValueTask<DirectoryConnection?> FindConnectionAsync(
        WorkspaceId workspace, ConnectionId connection, CancellationToken cancellationToken) =>
        Reader().Directories.FindConnectionAsync(workspace, connection, cancellationToken);

    public ValueTask<ConnectionToken?> FindConnectionTokenAsync(
        ConnectionTokenId token, CancellationToken cancellationToken) =>
        Reader().Directories.FindTokenAsync(token, cancellationToken);

    public async ValueTask<long> GetRevisionAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        (await Reader().Workspaces.GetHeadAsync(workspace, cancellationToken)).Revision;

    public Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IStoreSnapshot>(new MemorySnapshot(state));

    public async Task<T> ReadAsync<T>(Func<IStoreReader, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await Task.Yield(); // as an engine answers: later, and elsewhere
        cancellationToken.ThrowIfCancellationRequested();
        return Completed(read(Reader()));
    }

    public async Task<T> CommitAsync<T>(
        Func<IUnitOfWork, ValueTask<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Trouble is { } trouble)
            {
                throw trouble;
            }

            if (running)
            {
                throw new InvalidOperationException("A unit of work may not begin another one.");
            }

            running = true;
            try
            {
                return Run(work);
            }
            finally
            {
                running = false;
            }
        }
    }

    private static T Completed<T>(ValueTask<T> task) => task.IsCompleted
        ? task.GetAwaiter().GetResult()
        : throw new InvalidOperationException("A unit of work awaited something other than the unit of work.");

    private T Run<T>(Func<IUnitOfWork, ValueTask<Outcome<T>>> work)
    {
        if (RunsUnitsTwice)
        {
            Completed(work(new MemoryUnitOfWork(state, Time)));
        }

        var unit = new MemoryUnitOfWork(state, Time);
        var outcome = Completed(work(unit));
        if (outcome.Commit)
        {
            state = unit.StateToKeep();
        }

        return outcome.Value;
    }

    private MemoryUnitOfWork Reader() => new(state, Time);
}
