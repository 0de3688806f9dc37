using TeamAccess.Domain;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresUniqueValueReader(Session session) : IUniqueValueReader
{
    public async ValueTask<Guid?> FindHolderAsync(
        WorkspaceId workspace, UniqueValue value, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        var holders = await session.QueryAsync(
            new Statement(
                "SELECT holder FROM unique_values WHERE workspace = $1 AND attribute = $2 AND value_key = $3",
                KeyOf(workspace, value)),
            row => row.GetGuid(0),
            cancellationToken);
        return holders.Count == 0 ? null : holders[0];
    }

    protected static object[] KeyOf(WorkspaceId workspace, UniqueValue value) =>
        [Keys.Of(workspace), value.AttributeHash, value.KeyHash];
}

internal sealed class PostgresUniqueValues(UnitSession unit) : PostgresUniqueValueReader(unit), IUniqueValueWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask HoldAsync(
        WorkspaceId workspace, UniqueValue value, Guid holder, CancellationToken cancellationToken) =>
        await AddAsync(new HeldValue(workspace, value.AttributeHash, value.KeyHash, holder), cancellationToken);

    public async ValueTask AddAsync(HeldValue value, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(value.Workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "INSERT INTO unique_values (workspace, attribute, value_key, holder) VALUES ($1, $2, $3, $4)",
                Keys.Of(value.Workspace),
                value.Attribute,
                value.Key,
                value.Holder));
    }

    public async ValueTask ReleaseAsync(WorkspaceId workspace, UniqueValue value, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "DELETE FROM unique_values WHERE workspace = $1 AND attribute = $2 AND value_key = $3",
                KeyOf(workspace, value)));
    }
}
