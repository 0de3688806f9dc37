using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Storage;
using TeamAccess.Store;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.Postgres;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Figures.Seeding;

/// <summary>A demo whose store was filled while its server was down.</summary>
internal static class SeededServer
{
    /// <param name="postgres">A connection string; null for the embedded engine.</param>
    public static async Task<(ServerProcess Server, SeededDirectory Directory)> StartAsync(SeedSize size, string? postgres = null)
    {
        var server = await ServerProcess.StartDemoAsync(
        [
            ("TEAMACCESS_SCIM_RATE", "0"),
            .. postgres is null ? [] : ((string, string)[])[("TEAMACCESS_STORE", "postgres"), ("TEAMACCESS_POSTGRES", postgres)],
        ]);
        await server.TerminateAsync();
        var directory = await WithStoreAsync(server.Data, postgres, store => new Seeder(store).FillAsync(size));
        await server.RestartAsync();
        return (server, directory);
    }

    /// <summary>
    /// The same on the embedded engine, of a directory that keeps what was seeded: seeded when it is not there yet,
    /// otherwise only copied.
    /// </summary>
    public static async Task<(ServerProcess Server, SeededDirectory Directory)> StartAsync(SeedSize size, DirectoryInfo kept)
    {
        var ids = Path.Combine(kept.FullName, "seeded.json");
        if (!File.Exists(ids))
        {
            var (first, seeded) = await StartAsync(size);
            await first.TerminateAsync();
            Copy(first.Data, kept.FullName);
            await first.DisposeAsync();
            await File.WriteAllTextAsync(ids, JsonSerializer.Serialize(seeded));
        }

        var data = Directory.CreateTempSubdirectory("teamaccess-").FullName;
        Copy(kept.FullName, data);
        var server = ServerProcess.Launch(data, ["--demo"], ("TEAMACCESS_SCIM_RATE", "0"));
        await server.WaitUntilReadyAsync();
        while (new Uri((await server.ReadFirstRunAsync()).GrpcAddress) != server.GrpcAddress)
        {
            await Task.Delay(50); // it still names the last start's ports
        }

        return (server, JsonSerializer.Deserialize<SeededDirectory>(await File.ReadAllTextAsync(ids))!);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static async Task<T> WithStoreAsync<T>(string data, string? postgres, Func<IStore, Task<T>> use)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        if (postgres is null)
        {
            services.AddLiteDbStore(new LiteDbOptions { Directory = data, CacheRows = 0 });
        }
        else
        {
            services.AddPostgresStore(new PostgresOptions { ConnectionString = postgres });
        }

        await using var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return await use(provider.GetRequiredService<IStore>());
    }
}
