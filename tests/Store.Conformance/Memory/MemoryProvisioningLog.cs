using TeamAccess.Domain;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryProvisioningLog(MemoryUnitOfWork unit) : IProvisioningLogWriter
{
    public ValueTask<ProvisioningEntry?> FindAsync(
        WorkspaceId workspace, ProvisioningEntryId entry, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.ProvisioningLog.TryFind(workspace, entry.Value, out var found) ? found : null);

    public ValueTask<ProvisioningPage> ListAsync(
        WorkspaceId workspace, ProvisioningQuery query, int limit, CancellationToken cancellationToken)
    {
        var found = unit.State.ProvisioningLog.Of(workspace).Values
            .Reverse().Where(query.Matches).Take(limit + 1).ToList();
        var kept = found.Take(limit).ToList();
        return ValueTask.FromResult(new ProvisioningPage(kept, found.Count > limit ? kept[^1].Id : null));
    }

    public ValueTask<int> CountAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.ProvisioningLog.Of(workspace).Count);

    public ValueTask AppendAsync(ProvisioningEntry entry, CancellationToken cancellationToken)
    {
        if (unit.State.ProvisioningLog.TryFind(entry.Workspace, entry.Id.Value, out _))
        {
            throw unit.Taken("an entry of this id");
        }

        unit.State = unit.State with
        {
            ProvisioningLog = unit.State.ProvisioningLog.Set(entry.Workspace, entry.Id.Value, entry),
        };
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveOldestAsync(WorkspaceId workspace, int count, CancellationToken cancellationToken)
    {
        Remove(unit.State.ProvisioningLog.Of(workspace).Values.Take(count));
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> RemoveOlderThanAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var old = unit.State.ProvisioningLog.Partitions
            .SelectMany(workspace => unit.State.ProvisioningLog.Of(workspace).Values)
            .Where(entry => entry.Time < before)
            .OrderBy(entry => entry.Time)
            .Take(limit)
            .ToList();
        Remove(old);
        return ValueTask.FromResult(old.Count);
    }

    private void Remove(IEnumerable<ProvisioningEntry> entries)
    {
        foreach (var entry in entries)
        {
            unit.State = unit.State with
            {
                ProvisioningLog = unit.State.ProvisioningLog.Remove(entry.Workspace, entry.Id.Value),
            };
        }
    }
}
