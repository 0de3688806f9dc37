using System.Runtime.CompilerServices;
using Npgsql;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Snapshots;

/// <summary>One transaction that only reads, and sees the database as it was when it began.</summary>
internal sealed class PostgresSnapshot(NpgsqlConnection connection, NpgsqlTransaction state) : IStoreSnapshot
{
    /// <summary>In seconds, for each answer of the server. A table that is streamed has nothing to wait for.</summary>
    private const int Timeout = 300;

    public async IAsyncEnumerable<StoredRow> ReadAsync(
        RowKind kind, WorkspaceId? workspace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        kind.RequireWorkspace(workspace);
        var query = SnapshotQuery.Of(kind);
        await using var command = query.CommandFor(connection, kind, workspace);
        command.CommandTimeout = Timeout;
        await using var rows = await Trouble.NamedAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await Trouble.NamedAsync(() => rows.ReadAsync(cancellationToken)))
        {
            var row = new StoredRow(kind, query.Read(workspace ?? default, rows));
            if (workspace is null || row.Workspace == workspace)
            {
                yield return row;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await state.DisposeAsync();
        await connection.DisposeAsync();
    }
}
