using System.Text.Json;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

/// <summary>
/// What every engine must do, one subclass for each area. Derive from those with an engine to test it.
/// </summary>
public abstract class StoreConformance<TEngine> : IAsyncLifetime
    where TEngine : IStoreUnderTest, new()
{
    private readonly TEngine engine = new();
    private IStore? store;

    protected IStore Store => store ?? throw new InvalidOperationException("The store is open during a test only.");

    protected static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => store = await engine.OpenAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    protected Task CommitAsync(Func<IUnitOfWork, ValueTask> work) => Store.CommitAsync(
        async unit =>
        {
            await work(unit);
            return Outcome.Keep(true);
        },
        None);

    protected Task<T> CommitAsync<T>(Func<IUnitOfWork, ValueTask<T>> work) => Store.CommitAsync(
        async unit => Outcome.Keep(await work(unit)), None);

    protected Task<T> ReadAsync<T>(Func<IStoreReader, ValueTask<T>> read) => Store.ReadAsync(read, None);

    /// <summary>Rows are equal when every value in them is, lists and bytes too.</summary>
    protected static void AssertSame<T>(T expected, T actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
