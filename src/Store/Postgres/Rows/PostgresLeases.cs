using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

/// <summary>By the clock of the database as it is at each statement, not at the beginning of the transaction.</summary>
internal sealed class PostgresLeases(UnitSession unit) : ILeases
{
    private const string MayBeTaken = "name = $1 AND (holder = $2 OR expires <= clock_timestamp())";

    public async ValueTask<Lease?> TryTakeAsync(
        string name, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        // Most who ask are told no: they write nothing.
        var there = await unit.QueryAsync(
            new Statement($"SELECT {MayBeTaken} FROM leases WHERE name = $1", name, holder),
            row => row.GetBoolean(0),
            cancellationToken);
        if (there is [false])
        {
            return null;
        }

        if (there is [])
        {
            await unit.WriteAsync(
                cancellationToken,
                new Statement(
                    """
                    INSERT INTO leases (name, holder, token, expires) VALUES ($1, $2, 0, '-infinity')
                    ON CONFLICT (name) DO NOTHING
                    """,
                    name,
                    holder));
        }

        // A row that is locked is being taken or worked under; either way somebody has it.
        var tokens = await unit.ChangedAsync(
            new Statement(
                $"""
                UPDATE leases SET holder = $2, token = token + 1, expires = clock_timestamp() + $3
                WHERE name = (SELECT name FROM leases WHERE {MayBeTaken} FOR UPDATE SKIP LOCKED)
                RETURNING token
                """,
                name,
                holder,
                duration),
            row => row.GetInt64(0),
            cancellationToken);
        return tokens is [var token] ? new Lease(name, holder, token) : null;
    }

    public async ValueTask<bool> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken) =>
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                """
                UPDATE leases SET expires = clock_timestamp() + $3
                WHERE name = $1 AND token = $2 AND expires > clock_timestamp()
                """,
                lease.Name,
                lease.Token,
                duration)) == 1;

    public async ValueTask<bool> HoldsAsync(Lease lease, CancellationToken cancellationToken)
    {
        // Locked, so that nobody takes it before this unit has ended.
        var rows = await unit.QueryAsync(
            new Statement(
                "SELECT 1 FROM leases WHERE name = $1 AND token = $2 AND expires > clock_timestamp() FOR UPDATE",
                lease.Name,
                lease.Token),
            _ => true,
            cancellationToken);
        return rows is [true];
    }

    public async ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "UPDATE leases SET expires = '-infinity' WHERE name = $1 AND token = $2", lease.Name, lease.Token));

    public async ValueTask ForgetAsync(string name, CancellationToken cancellationToken) =>
        await unit.WriteAsync(cancellationToken, new Statement("DELETE FROM leases WHERE name = $1", name));
}
