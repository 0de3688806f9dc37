using Npgsql;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Rows;

namespace TeamAccess.Store.Postgres.Units;

/// <summary>
/// The transaction of one unit of work. It runs on a thread of its own and blocks it, so that every await of the unit
/// completes at once: a unit that awaits anything else is found out. Cancellation is obeyed between statements, never
/// within one, so none is ever half done.
/// </summary>
/// <param name="patience">How long it waits for other units of this server.</param>
internal sealed class UnitSession(
    NpgsqlConnection connection, TimeSpan commandTimeout, WorkspaceGates gates, TimeSpan patience, Guid unit)
    : Session(connection, commandTimeout), IDisposable
{
    private readonly HashSet<WorkspaceId> entered = [];
    private WorkspaceId? gate;

    /// <summary>Whether there is anything to commit.</summary>
    public bool Wrote { get; private set; }

    /// <summary>What the unit broke itself on, should it have gone on all the same.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>
    /// Waits until no other unit is in the workspace. Taken before the workspace's first read, it makes units of one
    /// workspace follow one another, so what they have read still holds when they commit.
    /// </summary>
    public override async ValueTask EnterAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        if (MustEnter(workspace))
        {
            // Of the first one only: who is in a workspace already waits where the database sees two waiting for each other.
            if (gate is null)
            {
                gates.Enter(workspace, patience, cancellationToken);
                gate = workspace;
            }

            await QueryAsync(
                new Statement(
                    "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || $1, 0))", Keys.Of(workspace)),
                _ => 0,
                cancellationToken);
            entered.Add(workspace);
        }
    }

    public override bool MustEnter(WorkspaceId workspace) => !entered.Contains(workspace);

    /// <summary>Lets the next unit in; called when the transaction has ended.</summary>
    public void Dispose()
    {
        if (gate is { } first)
        {
            gate = null;
            gates.Leave(first);
        }
    }

    /// <returns>How many rows the last statement changed.</returns>
    /// <exception cref="UniqueKeyException">A unique key is taken.</exception>
    public ValueTask<int> WriteAsync(CancellationToken cancellationToken, params Statement[] statements) =>
        ValueTask.FromResult(Write(statements, _ => { }, cancellationToken));

    /// <returns>What a writing statement says of the rows it changed.</returns>
    public ValueTask<List<T>> ChangedAsync<T>(
        Statement statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var changed = new List<T>();
        Write([statement], row => changed.Add(read(row)), cancellationToken);
        return ValueTask.FromResult(changed);
    }

    /// <exception cref="InvalidOperationException">There is no such row.</exception>
    public async ValueTask ChangeAsync(string what, CancellationToken cancellationToken, params Statement[] statements)
    {
        if (await WriteAsync(cancellationToken, statements) == 0)
        {
            throw Fail(new InvalidOperationException($"There is no {what} to change."));
        }
    }

    /// <summary>Ends the unit: nothing of it can be kept.</summary>
    public T Fail<T>(T failure)
        where T : Exception
    {
        Break();
        Failure ??= failure;
        return failure;
    }

    protected override ValueTask RunAsync(
        Statement[] statements, Action<NpgsqlDataReader> each, CancellationToken cancellationToken)
    {
        Run(statements, each, cancellationToken);
        return ValueTask.CompletedTask;
    }

    private int Write(Statement[] statements, Action<NpgsqlDataReader> each, CancellationToken cancellationToken)
    {
        Statement[] all = Wrote ? statements : [new Statement("INSERT INTO units (id, kept) VALUES ($1, true)", unit), .. statements];
        var changed = Run(all, each, cancellationToken);
        Wrote = true;
        return changed;
    }

    private int Run(Statement[] statements, Action<NpgsqlDataReader> each, CancellationToken cancellationToken)
    {
        RequireWhole();
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var batch = BatchOf(statements);
            using (var rows = batch.ExecuteReader())
            {
                while (rows.Read())
                {
                    each(rows);
                }
            }

            return (int)batch.BatchCommands[^1].RecordsAffected;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw Fail(new UniqueKeyException($"A unique key of {e.TableName} is taken.", e));
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
    }
}
