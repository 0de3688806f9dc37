using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Archives;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.LiteDb.Compaction;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.Postgres;

namespace TeamAccess.Store;

/// <summary>Registers a store with the host.</summary>
public static class StoreServices
{
    /// <summary>
    /// The embedded engine as <see cref="IStore"/>, with <see cref="IStoreHealth"/> for readiness. It opens as a hosted
    /// service, in the order of registration, so register it before whatever reads at start; it closes when the
    /// container is disposed.
    /// </summary>
    public static IServiceCollection AddLiteDbStore(this IServiceCollection services, LiteDbOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new LiteDbLifetime(
            () => new CompactionDirectory(options.Directory),
            options,
            new EngineOptions(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LiteDbLifetime>>()));
        services.AddSingleton<IStore>(provider => new LiteDbStore(provider.GetRequiredService<LiteDbLifetime>()));
        services.AddSingleton(provider => (IStoreSnapshots)provider.GetRequiredService<IStore>());
        services.AddSingleton<IStoreHealth>(provider => provider.GetRequiredService<LiteDbLifetime>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<LiteDbLifetime>());
        return services;
    }

    /// <summary>
    /// A PostgreSQL database as <see cref="IStore"/>, which several servers can share. It opens and closes as
    /// <see cref="AddLiteDbStore"/> does.
    /// </summary>
    public static IServiceCollection AddPostgresStore(this IServiceCollection services, PostgresOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new PostgresLifetime(
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgresLifetime>>()));
        services.AddSingleton<IStore>(provider => new PostgresStore(provider.GetRequiredService<PostgresLifetime>()));
        services.AddSingleton(provider => (IStoreSnapshots)provider.GetRequiredService<IStore>());
        services.AddSingleton<IStoreHealth>(provider => provider.GetRequiredService<PostgresLifetime>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<PostgresLifetime>());
        return services;
    }

    /// <summary>Archives of the store that was added.</summary>
    /// <param name="pepper">See <see cref="ArchiveHeader.Pepper"/>.</param>
    public static IServiceCollection AddArchives(this IServiceCollection services, string? pepper) =>
        services.AddSingleton<IArchives>(provider => new StoreArchives(
            provider.GetRequiredService<IStore>(),
            provider.GetRequiredService<IStoreSnapshots>(),
            pepper,
            provider.GetRequiredService<TimeProvider>()));
}
