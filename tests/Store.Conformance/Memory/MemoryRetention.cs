using TeamAccess.Domain;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryRetention(MemoryUnitOfWork unit) : IRetentionWriter
{
    public ValueTask<Page<WorkspaceId>> ListWorkspacesAsync(
        string? cursor, int limit, CancellationToken cancellationToken) => PageOf(
            unit.State.Workspaces.Keys.OrderBy(id => id.Value, StringComparer.Ordinal), id => id.Value, cursor, limit);

    public ValueTask<Page<Session>> ListSessionsAsync(
        WorkspaceId workspace, string? cursor, int limit, CancellationToken cancellationToken) => PageOf(
            unit.State.Sessions.Values.Where(session => session.Workspace == workspace),
            session => session.Id.ToString(),
            cursor,
            limit);

    public ValueTask<Page<MemberTombstone>> ListTombstonesAsync(
        WorkspaceId workspace, string? cursor, int limit, CancellationToken cancellationToken) => PageOf(
            unit.State.Tombstones.Of(workspace).Values, tombstone => tombstone.Id.ToString(), cursor, limit);

    public ValueTask<int> RemoveAuditEventsAsync(
        WorkspaceId workspace, long through, int limit, CancellationToken cancellationToken)
    {
        var gone = unit.State.Audit.Of(workspace).Keys.TakeWhile(sequence => sequence <= through).Take(limit).ToList();
        foreach (var sequence in gone)
        {
            unit.State = unit.State with { Audit = unit.State.Audit.Remove(workspace, sequence) };
        }

        return ValueTask.FromResult(gone.Count);
    }

    public ValueTask RemoveApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Keys = unit.State.Keys.Remove(key.Value) };
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveTombstoneAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Tombstones = unit.State.Tombstones.Remove(workspace, member.Value) };
        return ValueTask.CompletedTask;
    }

    private static ValueTask<Page<T>> PageOf<T>(
        IEnumerable<T> ordered, Func<T, string> cursorOf, string? cursor, int limit)
    {
        var rows = ordered
            .Where(row => cursor is null || string.CompareOrdinal(cursorOf(row), cursor) > 0)
            .Take(limit + 1)
            .ToList();
        var page = rows.Take(limit).ToList();
        return ValueTask.FromResult(new Page<T>(page, rows.Count > limit ? cursorOf(page[^1]) : null));
    }
}
