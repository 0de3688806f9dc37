using Npgsql;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Store.Tests.Postgres;

public sealed class CommitOutcomeTests : PostgresTest
{
    [Fact]
    public async Task Commit_CutBeforeTheDatabaseGetsIt_IsRunAgainAndKeptOnce()
    {
        await using var proxy = await StartAsync();
        var store = await Engine.OpenAsync();
        proxy.Next = CutAt.Request;

        var runs = await CountAsync(store);

        Assert.Equal((2, 1), (runs, proxy.Cuts));
        Assert.Equal(1, await store.GetRevisionAsync(Sample.Acme, default));
    }

    [Fact]
    public async Task Commit_AnswerLost_IsFoundToBeKeptAndNotRunAgain()
    {
        await using var proxy = await StartAsync();
        var store = await Engine.OpenAsync();
        proxy.Next = CutAt.Answer;

        var runs = await CountAsync(store);

        Assert.Equal((1, 1), (runs, proxy.Cuts));
        Assert.Equal(1, await store.GetRevisionAsync(Sample.Acme, default));
    }

    [Theory]
    [InlineData(nameof(CutAt.Request))]
    [InlineData(nameof(CutAt.Answer))]
    public async Task Commit_AnswerLostAndTheDatabaseToo_IsSaidToBeUnknown(string cut)
    {
        await using var engine = new PostgresEngine
        {
            Configure = options => options with { OutcomeTimeout = TimeSpan.FromMilliseconds(300) },
        };
        await using var proxy = await StartAsync(engine);
        var store = await engine.OpenAsync();
        (proxy.Next, proxy.StaysCut) = (Enum.Parse<CutAt>(cut), true);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => CountAsync(store));

        Assert.True(failure.OutcomeUnknown);
    }

    private static async Task<int> CountAsync(IStore store)
    {
        var runs = 0;
        await CommitAsync(store, async unit =>
        {
            runs++;
            var head = await unit.Workspaces.GetHeadAsync(Sample.Acme, default);
            await unit.Workspaces.PutHeadAsync(Sample.Acme, head with { Revision = head.Revision + 1 }, default);
        });
        return runs;
    }

    private Task<CuttingProxy> StartAsync() => StartAsync(Engine);

    private static async Task<CuttingProxy> StartAsync(PostgresEngine engine)
    {
        var cluster = await PostgresCluster.Shared;
        var proxy = new CuttingProxy(cluster.EndPoint);
        engine.ConnectionString = new NpgsqlConnectionStringBuilder(await cluster.CreateSchemaAsync())
        {
            Port = proxy.Port,
        }.ConnectionString;
        return proxy;
    }
}
