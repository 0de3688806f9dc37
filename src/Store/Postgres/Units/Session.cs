using Npgsql;
using TeamAccess.Domain;
using TeamAccess.Store.Postgres.Rows;

namespace TeamAccess.Store.Postgres.Units;

/// <summary>The connection of one read or unit of work, one statement after another.</summary>
internal class Session(NpgsqlConnection connection, TimeSpan commandTimeout)
{
    /// <summary>Whether a statement has failed, so that nothing else can be done.</summary>
    public bool Broken { get; private set; }

    public async ValueTask<List<T>> QueryAsync<T>(
        Statement statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        await RunAsync([statement], row => found.Add(read(row)), cancellationToken);
        return found;
    }

    public async ValueTask<T?> FindAsync<T>(
        Statement statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        var found = await QueryAsync(statement, read, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The row of a text body in the first column.</summary>
    public ValueTask<T?> FindBodyAsync<T>(Statement statement, CancellationToken cancellationToken)
        where T : class => FindAsync(statement, BodyOf<T>, cancellationToken);

    public async ValueTask<IReadOnlyList<T>> ListBodiesAsync<T>(
        Statement statement, CancellationToken cancellationToken) =>
        await QueryAsync(statement, BodyOf<T>, cancellationToken);

    /// <summary>Called before anything of a workspace is read or written.</summary>
    public virtual ValueTask EnterAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <summary>Whether <see cref="EnterAsync"/> still has something to do for that workspace.</summary>
    public virtual bool MustEnter(WorkspaceId workspace) => false;

    /// <summary>
    /// Finds a row whose workspace is known only once it is found. Read before its workspace is entered, it is read
    /// again behind that: another unit may have changed it in between.
    /// </summary>
    public async ValueTask<T?> FindAnywhereAsync<T>(
        Statement statement, Func<T, WorkspaceId> workspaceOf, CancellationToken cancellationToken)
        where T : class
    {
        var found = await FindBodyAsync<T>(statement, cancellationToken);
        if (found is null || !MustEnter(workspaceOf(found)))
        {
            return found;
        }

        await EnterAsync(workspaceOf(found), cancellationToken);
        return await FindBodyAsync<T>(statement, cancellationToken);
    }

    protected static T BodyOf<T>(NpgsqlDataReader row) => Body.Read<T>(row.GetString(0));

    protected NpgsqlBatch BatchOf(ReadOnlySpan<Statement> statements)
    {
        var batch = new NpgsqlBatch(connection) { Timeout = (int)Math.Ceiling(commandTimeout.TotalSeconds) };
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.ToCommand());
        }

        return batch;
    }

    protected void Break() => Broken = true;

    /// <summary>Sends the statements at once.</summary>
    protected virtual async ValueTask RunAsync(
        Statement[] statements, Action<NpgsqlDataReader> each, CancellationToken cancellationToken)
    {
        RequireWhole();
        try
        {
            await using var batch = BatchOf(statements);
            await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                each(rows);
            }
        }
        catch
        {
            Break();
            throw;
        }
    }

    protected void RequireWhole()
    {
        if (Broken)
        {
            throw new InvalidOperationException("A unit went on after one of its statements had failed. Let the exception pass.");
        }
    }
}
