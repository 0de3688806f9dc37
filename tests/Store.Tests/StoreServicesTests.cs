using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb;

namespace TeamAccess.Store.Tests;

public sealed class StoreServicesTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public async Task AddLiteDbStore_OpensAsAHostedServiceAndClosesWithTheContainer()
    {
        await using (var provider = Build())
        {
            await StartAsync(provider);
            Assert.True(provider.GetRequiredService<IStoreHealth>().Status.IsReady);

            await provider.GetRequiredService<IStore>().CommitAsync(
                async unit =>
                {
                    await unit.Members.AddAsync(Sample.Member(1), default);
                    return Outcome.Keep(true);
                },
                default);
        }

        await using var second = Build();
        await StartAsync(second);
        Assert.NotNull(await second.GetRequiredService<IStore>().FindMemberAsync(Sample.Acme, Sample.MemberId(1), default));
    }

    private static async Task StartAsync(ServiceProvider provider)
    {
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
        }
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddLogging()
        .AddLiteDbStore(new LiteDbOptions { Directory = path })
        .BuildServiceProvider();
}
