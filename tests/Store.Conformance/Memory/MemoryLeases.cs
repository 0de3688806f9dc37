using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryLeases(MemoryUnitOfWork unit, TimeProvider time) : ILeases
{
    public ValueTask<Lease?> TryTakeAsync(
        string name, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        var there = unit.State.Leases.TryGetValue(name, out var last);
        if (there && last.Lease.Holder != holder && last.Expires > time.GetUtcNow())
        {
            return ValueTask.FromResult<Lease?>(null);
        }

        var lease = new Lease(name, holder, there ? last.Lease.Token + 1 : 1);
        Put(lease, time.GetUtcNow() + duration);
        return ValueTask.FromResult<Lease?>(lease);
    }

    public ValueTask<bool> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        var holds = Holds(lease);
        if (holds)
        {
            Put(lease, time.GetUtcNow() + duration);
        }

        return ValueTask.FromResult(holds);
    }

    public ValueTask<bool> HoldsAsync(Lease lease, CancellationToken cancellationToken) => ValueTask.FromResult(Holds(lease));

    public ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        if (Holds(lease))
        {
            Put(lease, DateTimeOffset.MinValue);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ForgetAsync(string name, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Leases = unit.State.Leases.Remove(name) };
        return ValueTask.CompletedTask;
    }

    private bool Holds(Lease lease) => unit.State.Leases.TryGetValue(lease.Name, out var last)
        && last.Lease.Token == lease.Token
        && last.Expires > time.GetUtcNow();

    private void Put(Lease lease, DateTimeOffset expires) =>
        unit.State = unit.State with { Leases = unit.State.Leases.SetItem(lease.Name, (lease, expires)) };
}
