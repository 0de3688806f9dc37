using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryIdempotency(MemoryUnitOfWork unit) : IIdempotencyWriter
{
    public ValueTask<IdempotencyRecord?> FindAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Requests.GetValueOrDefault(key));

    public ValueTask AddAsync(IdempotencyRecord record, CancellationToken cancellationToken)
    {
        if (unit.State.Requests.ContainsKey(record.Key))
        {
            throw unit.Taken("a record of this request");
        }

        unit.State = unit.State with { Requests = unit.State.Requests.Add(record.Key, record) };
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> RemoveOlderThanAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var old = unit.State.Requests.Values
            .Where(record => record.Created < before)
            .OrderBy(record => record.Created)
            .ThenBy(record => record.Key, StringComparer.Ordinal)
            .Take(limit)
            .Select(record => record.Key)
            .ToList();
        unit.State = unit.State with { Requests = unit.State.Requests.RemoveRange(old) };
        return ValueTask.FromResult(old.Count);
    }
}
