using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>A test that opens the embedded store itself.</summary>
public abstract class LiteDbTest : IAsyncLifetime, IAsyncDisposable
{
    protected LiteDbEngine Engine { get; init; } = new();

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
}
