using Npgsql;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Tests.Postgres;

/// <summary>A test that opens the shared store itself.</summary>
public abstract class PostgresTest : IAsyncLifetime, IAsyncDisposable
{
    protected PostgresEngine Engine { get; init; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static Task<bool> CommitAsync(IStore store, Func<IUnitOfWork, ValueTask> work) => store.CommitAsync(
        async unit =>
        {
            await work(unit);
            return Outcome.Keep(true);
        },
        CancellationToken.None);

    protected async Task<List<string>> SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Engine.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue)));
        }

        return found;
    }
}
