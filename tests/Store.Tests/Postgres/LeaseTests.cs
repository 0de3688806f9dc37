using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Postgres;

/// <summary>What only a database that several nodes share can show.</summary>
public sealed class LeaseTests : PostgresTest
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public async Task Unit_ThatHoldsItsLease_KeepsItToTheEndThoughItsTimeIsOver()
    {
        var (one, two) = (await Engine.OpenAsync(), await Engine.OpenAsync());
        var lease = await TakeAsync(one, "a", TimeSpan.FromSeconds(1));
        using var holding = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var working = Task.Run(() => CommitAsync(one, async unit =>
        {
            Assert.True(await unit.Leases.HoldsAsync(lease!, default));
            holding.Release();
            Assert.True(goOn.Wait(TimeSpan.FromSeconds(60)));
            var head = await unit.Workspaces.GetHeadAsync(Sample.Acme, default);
            await unit.Workspaces.PutHeadAsync(Sample.Acme, head with { Revision = 1 }, default);
        }));
        await holding.WaitAsync();

        while (await SqlAsync("SELECT expires < clock_timestamp() FROM leases") is not ["True"])
        {
            await Task.Delay(20);
        }

        Assert.Null(await TakeAsync(two, "b", Long));
        goOn.Release();
        await working;
        Assert.NotNull(await TakeAsync(two, "b", Long));
    }

    [Fact]
    public async Task Time_IsTheDatabases()
    {
        await using var engine = new PostgresEngine { Time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider() };
        var store = await engine.OpenAsync();

        Assert.NotNull(await TakeAsync(store, "a", TimeSpan.FromMilliseconds(1)));

        while (await TakeAsync(store, "b", Long) is null)
        {
            await Task.Delay(5);
        }
    }

    private static Task<Lease?> TakeAsync(IStore store, string holder, TimeSpan duration) => store.CommitAsync(
        async unit => Outcome.Keep(await unit.Leases.TryTakeAsync("retention", holder, duration, default)), default);
}
