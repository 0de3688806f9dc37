using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TeamAccess.Domain.Storage;
using TeamAccess.Store;
using TeamAccess.Store.Postgres;

namespace TeamAccess.TestKit.Postgres;

/// <summary>Lets the tests of a door run on a real store: <c>TEAMACCESS_TEST_STORE=postgres</c>.</summary>
public static class TestStores
{
    private const string Variable = "TEAMACCESS_TEST_STORE";

    /// <summary>
    /// Whether a test that asks the same of many things does so of each: not on a store where that takes minutes,
    /// unless all is asked for.
    /// </summary>
    public static bool AsksOfEach => Environment.GetEnvironmentVariable(Variable) is null or "" or "memory"
        || Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1";

    /// <summary>A new, empty store; null where none is selected. It lives as long as the test run.</summary>
    public static IStore? Selected() => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "memory" => null,
        "postgres" => CreateAsync().GetAwaiter().GetResult(),
        var other => throw new InvalidOperationException($"{Variable} must be memory or postgres, not {other}."),
    };

    private static async Task<IStore> CreateAsync()
    {
        var cluster = await PostgresCluster.Shared.ConfigureAwait(false);
        var options = new PostgresOptions
        {
            ConnectionString = await cluster.CreateSchemaAsync().ConfigureAwait(false),
            MaxConnections = 8,
        };
        var services = new ServiceCollection().AddLogging().AddPostgresStore(options).BuildServiceProvider();
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return services.GetRequiredService<IStore>();
    }
}
