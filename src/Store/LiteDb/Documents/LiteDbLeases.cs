using LiteDB;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>The file belongs to one process, whose clock is therefore the store's.</summary>
internal sealed class LiteDbLeases(ILiteDatabase database, TimeProvider time) : ILeases
{
    private readonly Table leases = new(database, Tables.Leases);

    public ValueTask<Lease?> TryTakeAsync(
        string name, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        var row = leases.Find(name);
        if (row is not null && row.Text("holder") != holder && IsRunning(row))
        {
            return ValueTask.FromResult<Lease?>(null);
        }

        var lease = new Lease(name, holder, (row?["token"].AsInt64 ?? 0) + 1);
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
        leases.Delete(name);
        return ValueTask.CompletedTask;
    }

    private bool Holds(Lease lease) =>
        leases.Find(lease.Name) is { } row && row["token"].AsInt64 == lease.Token && IsRunning(row);

    private bool IsRunning(BsonDocument row) => row.Time("expires") > time.GetUtcNow();

    // The row of a lease that was given back stays, for its token.
    private void Put(Lease lease, DateTimeOffset expires) => leases.Put(new BsonDocument
    {
        ["_id"] = lease.Name,
        ["holder"] = lease.Holder,
        ["token"] = lease.Token,
        ["expires"] = Fields.Of(expires),
    });
}
