using Npgsql;
using TeamAccess.Domain;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresCheckpointReader(Session session) : ICheckpointReader
{
    public async ValueTask<SignedCheckpoint?> FindNewestAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindAsync(
            new Statement(
                """
                SELECT sequence, jws FROM checkpoints WHERE workspace = $1 AND purpose = $2
                ORDER BY sequence DESC LIMIT 1
                """,
                Keys.Of(workspace),
                purpose.ToString()),
            row => Read(workspace, purpose, row),
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<SignedCheckpoint>> ListAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, long after, int limit, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.QueryAsync(
            new Statement(
                """
                SELECT sequence, jws FROM checkpoints WHERE workspace = $1 AND purpose = $2 AND sequence > $3
                ORDER BY sequence LIMIT $4
                """,
                Keys.Of(workspace),
                purpose.ToString(),
                after,
                limit),
            row => Read(workspace, purpose, row),
            cancellationToken);
    }

    private static SignedCheckpoint Read(WorkspaceId workspace, CheckpointPurpose purpose, NpgsqlDataReader row) =>
        new(workspace, purpose, row.GetInt64(0), row.GetString(1));
}

internal sealed class PostgresCheckpoints(UnitSession unit) : PostgresCheckpointReader(unit), ICheckpointWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask AddAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(checkpoint.Workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "INSERT INTO checkpoints (workspace, purpose, sequence, jws) VALUES ($1, $2, $3, $4)",
                Keys.Of(checkpoint.Workspace),
                checkpoint.Purpose.ToString(),
                checkpoint.Sequence,
                checkpoint.Jws));
    }

    public async ValueTask RemoveAsync(
        WorkspaceId workspace, CheckpointPurpose purpose, long sequence, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "DELETE FROM checkpoints WHERE workspace = $1 AND purpose = $2 AND sequence = $3",
                Keys.Of(workspace),
                purpose.ToString(),
                sequence));
    }
}
