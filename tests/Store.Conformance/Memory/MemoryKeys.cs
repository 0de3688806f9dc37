using TeamAccess.Domain;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryKeys(MemoryUnitOfWork unit) : IKeyWriter
{
    public ValueTask<ApiKey?> FindAsync(ApiKeyId key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Keys.GetValueOrDefault(key.Value));

    public ValueTask<IReadOnlyList<ApiKey>> ListAsync(
        WorkspaceId workspace, MemberId? creator, ApiKeyId? after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ApiKey>>(unit.State.Keys.Values
            .Where(key => key.Workspace == workspace && (creator is null || key.Creator == creator))
            .Where(key => after is not { } last || key.Id.Value.CompareTo(last.Value) > 0)
            .Take(limit)
            .ToList());

    public ValueTask<Session?> FindSessionAsync(SessionId session, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Sessions.GetValueOrDefault(session.Value));

    public ValueTask<IReadOnlyList<Session>> ListSessionsAsync(
        WorkspaceId workspace, MemberId member, SessionId? after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Session>>(unit.State.Sessions.Values
            .Where(session => session.Workspace == workspace && session.Member == member)
            .Where(session => after is not { } last || session.Id.Value.CompareTo(last.Value) > 0)
            .Take(limit)
            .ToList());

    public ValueTask AddAsync(ApiKey key, CancellationToken cancellationToken) =>
        unit.State.Keys.ContainsKey(key.Id.Value) ? throw unit.Taken("a key of this id") : PutAsync(key);

    public ValueTask UpdateAsync(ApiKey key, CancellationToken cancellationToken) =>
        unit.State.Keys.ContainsKey(key.Id.Value) ? PutAsync(key) : throw MemoryUnitOfWork.Missing("key");

    public ValueTask AddSessionAsync(Session session, CancellationToken cancellationToken)
    {
        if (unit.State.Sessions.ContainsKey(session.Id.Value))
        {
            throw unit.Taken("a session of this id");
        }

        unit.State = unit.State with { Sessions = unit.State.Sessions.Add(session.Id.Value, session) };
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveSessionAsync(SessionId session, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Sessions = unit.State.Sessions.Remove(session.Value) };
        return ValueTask.CompletedTask;
    }

    private ValueTask PutAsync(ApiKey key)
    {
        unit.State = unit.State with { Keys = unit.State.Keys.SetItem(key.Id.Value, key) };
        return ValueTask.CompletedTask;
    }
}
