using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.Postgres;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Store.Tests;

/// <summary>The shared store on a schema of its own, which can be opened again, and twice at once.</summary>
public sealed class PostgresEngine : IStoreUnderTest
{
    private readonly List<PostgresLifetime> lifetimes = [];

    /// <summary>Of the schema; made with the first <see cref="OpenAsync"/> unless it is set.</summary>
    internal string? ConnectionString { get; set; }

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal Func<PostgresOptions, PostgresOptions> Configure { get; init; } = options => options;

    public async Task<IStore> OpenAsync() => new PostgresStore(await OpenLifetimeAsync());

    internal async Task<PostgresLifetime> OpenLifetimeAsync()
    {
        ConnectionString ??= await (await PostgresCluster.Shared).CreateSchemaAsync();
        var lifetime = new PostgresLifetime(
            Configure(new PostgresOptions { ConnectionString = ConnectionString, MaxConnections = 16 }),
            Time,
            NullLogger<PostgresLifetime>.Instance);
        await lifetime.StartAsync(CancellationToken.None);
        lifetimes.Add(lifetime);
        return lifetime;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lifetime in lifetimes)
        {
            await lifetime.DisposeAsync();
        }
    }
}
