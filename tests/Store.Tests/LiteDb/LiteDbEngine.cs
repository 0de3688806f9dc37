using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.PowerCut;

namespace TeamAccess.Store.Tests;

/// <summary>The embedded store on a directory in memory, which can be opened again.</summary>
public sealed class LiteDbEngine : IStoreUnderTest
{
    private readonly RecordingDirectory directory = new();
    private LiteDbLifetime? lifetime;

    internal IStorageDirectory Directory => directory;

    internal RecordingDirectory Disk => directory;

    internal LiteDbOptions Options { get; init; } = new() { Directory = "unused" };

    internal LiteDbLifetime Lifetime => lifetime ?? throw new InvalidOperationException("Not open.");

    public Task<IStore> OpenAsync() => OpenAsync(options: null);

    internal async Task<IStore> OpenAsync(EngineOptions? options)
    {
        await DisposeAsync();
        lifetime = new LiteDbLifetime(
            () => directory, Options, options ?? new EngineOptions(), TimeProvider.System, NullLogger<LiteDbLifetime>.Instance);
        await lifetime.StartAsync(CancellationToken.None);
        return new LiteDbStore(lifetime);
    }

    public async ValueTask DisposeAsync()
    {
        if (lifetime is not null)
        {
            await lifetime.DisposeAsync();
        }
    }
}
