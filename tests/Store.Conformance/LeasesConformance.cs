using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

public abstract class LeasesConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Over = TimeSpan.FromTicks(10);

    [Fact]
    public async Task TryTake_Free_IsHeldByOneUnderItsName()
    {
        var lease = await TakeAsync("a");

        Assert.Equal(("retention", "a"), (lease?.Name, lease?.Holder));
        Assert.True(await HoldsAsync(lease!));
        Assert.Null(await TakeAsync("b"));
        Assert.NotNull(await TakeAsync("b", name: "Retention"));
    }

    [Fact]
    public async Task TryTake_ManyAtOnce_OneGetsIt()
    {
        var leases = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(number => Task.Run(() => TakeAsync($"holder {number}"))));

        var lease = Assert.Single(leases, lease => lease is not null);
        Assert.True(await HoldsAsync(lease!));
    }

    [Fact]
    public async Task TryTake_Expired_IsTakenOverAndTheFirstHasLostIt()
    {
        var first = await TakeAsync("a", Over);
        await ExpiredAsync(first!);

        var second = await TakeAsync("b");

        Assert.True(second!.Token > first!.Token);
        Assert.False(await HoldsAsync(first));
        Assert.False(await RenewAsync(first));
        await CommitAsync(unit => unit.Leases.ReleaseAsync(first, None));
        Assert.True(await HoldsAsync(second));
        Assert.Null(await TakeAsync("c"));
    }

    [Fact]
    public async Task Forget_Held_IsLostAndLeavesNothing_TwiceIsNoFailure()
    {
        var lease = await TakeAsync("a");
        var other = await TakeAsync("a", name: "Retention");

        for (var time = 0; time < 2; time++)
        {
            await CommitAsync(unit => unit.Leases.ForgetAsync("retention", None));
        }

        Assert.False(await HoldsAsync(lease!));
        Assert.False(await RenewAsync(lease!));
        Assert.True(await HoldsAsync(other!));
    }

    [Fact]
    public async Task TryTake_BySameHolder_IsTakenAnewAndFencesWhatItHad()
    {
        var before = await TakeAsync("a");

        var after = await TakeAsync("a");

        Assert.False(await HoldsAsync(before!));
        Assert.True(await HoldsAsync(after!));
    }

    [Fact]
    public async Task Renew_Held_LastsLongerOrShorter()
    {
        var lease = await TakeAsync("a", Long);
        Assert.True(await RenewAsync(lease!, Over));
        await ExpiredAsync(lease!);
        Assert.False(await RenewAsync(lease!));

        lease = await TakeAsync("b", Long);
        Assert.True(await RenewAsync(lease!));
        Assert.True(await HoldsAsync(lease!));
    }

    [Fact]
    public async Task Release_Held_IsFreeAtOnceAndTheTokenRises()
    {
        var first = await TakeAsync("a");
        await CommitAsync(unit => unit.Leases.ReleaseAsync(first!, None));

        Assert.False(await HoldsAsync(first!));
        var second = await TakeAsync("b");

        Assert.True(second!.Token > first!.Token);
    }

    [Fact]
    public async Task TryTake_InAUnitThatIsDiscarded_TakesNothing()
    {
        var discarded = await Store.CommitAsync(
            async unit => Outcome.Discard(await unit.Leases.TryTakeAsync("retention", "a", Long, None)), None);

        Assert.False(await HoldsAsync(discarded!));
        Assert.NotNull(await TakeAsync("b"));
    }

    [Fact]
    public async Task HolderThatSleptThroughTheEnd_WritesNothing()
    {
        var lost = await TakeAsync("a", Over);
        await ExpiredAsync(lost!);
        var now = await TakeAsync("b");

        Assert.False(await WorkAsync(lost!, 1));
        Assert.True(await WorkAsync(now!, 2));

        Assert.Equal(2, await Store.GetRevisionAsync(Sample.Acme, None));
    }

    [Fact]
    public async Task Work_OfManyRunners_IsDoneOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => RunAsync($"runner {number}"))));

        Assert.Equal(1, await Store.GetRevisionAsync(Sample.Acme, None));

        async Task RunAsync(string holder)
        {
            Lease? lease;
            while ((lease = await TakeAsync(holder)) is null)
            {
                await Task.Delay(5);
            }

            if (await Store.GetRevisionAsync(Sample.Acme, None) == 0)
            {
                Assert.True(await WorkAsync(lease, 1));
            }

            await CommitAsync(unit => unit.Leases.ReleaseAsync(lease, None));
        }
    }

    private Task<Lease?> TakeAsync(string holder, TimeSpan? duration = null, string name = "retention") =>
        CommitAsync(unit => unit.Leases.TryTakeAsync(name, holder, duration ?? Long, None));

    private Task<bool> HoldsAsync(Lease lease) => CommitAsync(unit => unit.Leases.HoldsAsync(lease, None));

    private Task<bool> RenewAsync(Lease lease, TimeSpan? duration = null) =>
        CommitAsync(unit => unit.Leases.RenewAsync(lease, duration ?? Long, None));

    private async Task ExpiredAsync(Lease lease)
    {
        while (await HoldsAsync(lease))
        {
            await Task.Delay(1);
        }
    }

    /// <summary>Adds to the revision what the holder has to add, as scheduled work does.</summary>
    private Task<bool> WorkAsync(Lease lease, long more) => Store.CommitAsync(
        async unit =>
        {
            if (!await unit.Leases.HoldsAsync(lease, None))
            {
                return Outcome.Discard(false);
            }

            var head = await unit.Workspaces.GetHeadAsync(Sample.Acme, None);
            await unit.Workspaces.PutHeadAsync(Sample.Acme, head with { Revision = head.Revision + more }, None);
            return Outcome.Keep(true);
        },
        None);
}
