using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Tests.Audit;

namespace TeamAccess.Domain.Tests.Retention;

public sealed class AuditRetentionTests
{
    private const string Job = "audit-retention";

    private static readonly RetentionPolicy Policy = new() { AuditDays = 30, AuditEventsKept = 10, AuditEventsAtLeast = 5 };

    [Fact]
    public async Task Run_OldEvents_GoUpToAnAnchor_AndTheChainVerifiesFromThere()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 40, days: 31, recent: 20);
        var old = (await world.EventsAsync()).Where(each => each.Time < world.Clock.GetUtcNow().AddDays(-30)).ToList();

        await world.RunAsync(Job);

        var left = await world.EventsAsync();
        var anchor = Assert.Single(await world.CheckpointsAsync(CheckpointPurpose.Anchor));
        Assert.Equal(old[^1].Sequence, anchor.Sequence);
        Assert.Equal(anchor.Sequence + 1, left[0].Sequence);
        var pruned = left[^1];
        Assert.Equal(AuditActions.AuditPruned, pruned.Action);
        Assert.Equal(("system:server", Door.System), (pruned.Actor, pruned.Door));
        Assert.Contains(new AuditChange("events", Text(old.Count), "0"), pruned.Changes);
        Assert.Contains(new AuditChange("checkpoint", null, Text(anchor.Sequence)), pruned.Changes);
        var verified = await VerifyAsync(world);
        Assert.True(verified.Intact, $"{verified.Problem} at {verified.BrokenAt}");
        Assert.Equal((anchor.Sequence + 1, left.Count), (verified.FirstSequence, (int)verified.Events));
    }

    [Fact]
    public async Task Run_Twice_ChangesNothingMore_AndGoesOnLater()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 40, days: 31, recent: 20);
        await world.RunAsync(Job);
        var head = await world.HeadAsync();

        await world.RunAsync(Job);
        Assert.Equal(head.Revision, (await world.HeadAsync()).Revision);

        await AgeAsync(world, old: 0, days: 31, recent: 20);
        await world.RunAsync(Job);
        Assert.Equal(2, (await world.CheckpointsAsync(CheckpointPurpose.Anchor)).Count);
        Assert.True((await VerifyAsync(world)).Intact);
    }

    [Fact]
    public async Task Run_ByDefaultOrWithNothingOldEnough_RemovesNothing()
    {
        using var never = await ScheduledWorld.StartAsync(new RetentionPolicy());
        await AgeAsync(never, old: 300, days: 4000, recent: 0);
        using var young = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(young, old: 40, days: 29, recent: 20);

        foreach (var world in (World[])[never, young])
        {
            await world.RunAsync(Job);
            Assert.Equal(1, (await world.EventsAsync())[0].Sequence);
            Assert.Empty(await world.CheckpointsAsync(CheckpointPurpose.Anchor));
        }
    }

    [Fact]
    public async Task Run_EverythingIsOld_TheNewestStay()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 40, days: 400, recent: 0);
        var last = (await world.HeadAsync()).AuditSequence;

        await world.RunAsync(Job);

        Assert.Equal(last - 9, (await world.EventsAsync())[0].Sequence);
        Assert.True((await VerifyAsync(world)).Intact);
    }

    [Fact]
    public async Task Run_FewOldEvents_WaitForMore()
    {
        using var world = await ScheduledWorld.StartAsync(Policy with { AuditEventsAtLeast = 60 });
        await AgeAsync(world, old: 40, days: 31, recent: 20);

        await world.RunAsync(Job);

        Assert.Equal(1, (await world.EventsAsync())[0].Sequence);
    }

    [Fact]
    public async Task Run_ClockThatSteppedBack_NeverTakesANewerEvent()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 10, days: 31, recent: 0);
        var last = (await world.HeadAsync()).AuditSequence;
        await AppendAsync(world, 1, world.Clock.GetUtcNow());
        await AppendAsync(world, 40, world.Clock.GetUtcNow().AddDays(-31));

        await world.RunAsync(Job);

        Assert.Equal(last + 1, (await world.EventsAsync())[0].Sequence);
    }

    [Fact]
    public async Task Run_MoreThanOneUnit_RemovesAllOfIt()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 1300, days: 31, recent: 20);

        await world.RunAsync(Job);

        Assert.True((await world.EventsAsync()).Count < 60);
        Assert.True((await VerifyAsync(world)).Intact);
        Assert.Single(await world.EventsAsync(), each => each.Action == AuditActions.AuditPruned);
    }

    [Fact]
    public async Task Run_AfterACrashInTheMiddle_VerifiesBeforeAndGoesOn()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 1300, days: 31, recent: 20);
        var all = await AllEventsAsync(world);
        await world.RunAsync(Job);
        var anchor = (await world.CheckpointsAsync(CheckpointPurpose.Anchor))[0];

        // As a crash behind the first unit left it: the anchor is there, and a part of what it replaces.
        await world.Store.CommitAsync(
            async unit =>
            {
                foreach (var each in all.Where(each => each.Sequence > 500 && each.Sequence <= anchor.Sequence))
                {
                    await unit.Audit.AppendAsync(each, CancellationToken.None);
                }

                return Outcome.Keep(0);
            },
            CancellationToken.None);
        var crashed = await VerifyAsync(world);
        await world.RunAsync(Job);

        Assert.True(crashed.Intact, $"{crashed.Problem} at {crashed.BrokenAt}");
        Assert.Equal(anchor.Sequence + 1, crashed.FirstSequence);
        Assert.Equal(anchor.Sequence + 1, (await world.EventsAsync())[0].Sequence);
        Assert.True((await VerifyAsync(world)).Intact);
    }

    [Fact]
    public async Task Run_ChainThatDoesNotVerify_IsLeftAsItIs()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 40, days: 31, recent: 20);
        await world.RewriteAsync(
            events => events.Select(each => each.Sequence == 9 ? each with { Actor = "member:other" } : each), rehash: false);

        await world.RunAsync(Job);

        Assert.Equal(1, (await world.EventsAsync())[0].Sequence);
        Assert.Equal(9, (await VerifyAsync(world)).BrokenAt);
    }

    /// <summary>Whoever can write to the database could else have the server remove what it never verified.</summary>
    [Fact]
    public async Task Run_AnchorThatNoKeyHasSigned_RemovesNothing()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 40, days: 31, recent: 20);
        using var other = CheckpointKeys.FromPem(CheckpointKeys.CreatePem());
        var fifth = (await world.EventsAsync())[4];
        await world.ChangeCheckpointsAsync(checkpoints => checkpoints.AddAsync(
            other.Sign(new Checkpoint(
                fifth.Workspace, CheckpointPurpose.Anchor, fifth.Sequence, fifth.Hash, Revision: null, world.Clock.GetUtcNow())),
            CancellationToken.None));

        await world.RunAsync(Job);

        Assert.Equal(1, (await world.EventsAsync())[0].Sequence);
        Assert.Single(await world.CheckpointsAsync(CheckpointPurpose.Anchor));
        Assert.Equal(ChainProblem.CheckpointForged, (await VerifyAsync(world)).Problem);
    }

    [Fact]
    public async Task Run_LeaseLost_WritesNothing()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 40, days: 31, recent: 20);
        var lease = await world.TakeAsync();
        await world.LoseAsync(lease);
        var head = await world.HeadAsync();

        await Assert.ThrowsAsync<LeaseLostException>(() => world.RunAsync(Job, lease));

        Assert.Equal(head.Revision, (await world.HeadAsync()).Revision);
        Assert.Equal(1, (await world.EventsAsync())[0].Sequence);
        Assert.Empty(await world.CheckpointsAsync(CheckpointPurpose.Anchor));
    }

    [Fact]
    public async Task Run_OtherWorkspaces_EachByItself()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        using var neighbour = await world.NeighbourAsync();
        await AgeAsync(world, old: 40, days: 31, recent: 20);

        await world.RunAsync(Job);

        Assert.True((await world.EventsAsync())[0].Sequence > 1);
        Assert.Equal(1, (await neighbour.EventsAsync())[0].Sequence);
    }

    [Fact]
    public async Task Query_PageThatBeganBeforeTheRemoval_GoesOnBehindIt()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 40, days: 31, recent: 20);
        var trail = world.Get<AuditTrail>();
        var first = World.Ok(await trail.QueryAsync(World.Operator("acme"), new AuditQuery(), 5, CancellationToken.None));

        await world.RunAsync(Job);
        var next = World.Ok(await trail.QueryAsync(
            World.Operator("acme"), new AuditQuery { AfterSequence = first.ScannedThrough }, 1000, CancellationToken.None));

        Assert.Equal((await world.EventsAsync()).Select(each => each.Sequence), next.Events.Select(each => each.Sequence));
        Assert.False(next.More);
    }

    [Fact]
    public async Task Verify_AnchorTakenAway_SaysThatTheBeginningIsMissing()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await AgeAsync(world, old: 40, days: 31, recent: 20);
        await world.RunAsync(Job);
        var anchor = (await world.CheckpointsAsync(CheckpointPurpose.Anchor))[0];

        await world.ChangeCheckpointsAsync(checkpoints => checkpoints.RemoveAsync(
            anchor.Workspace, anchor.Purpose, anchor.Sequence, CancellationToken.None));

        Assert.Equal((ChainProblem.EventMissing, 1L), ((await VerifyAsync(world)).Problem, (await VerifyAsync(world)).BrokenAt));
    }

    [Fact]
    public async Task Checkpoints_FromBeforeTheRemoval_StillDoNoHarm()
    {
        var output = new MemoryOutput();
        using var world = await ScheduledWorld.StartAsync(
            Policy, services => services.AddSingleton<ICheckpointOutput>(output));
        var early = World.Ok(await world.Get<AuditTrail>().GetCheckpointAsync(world.Owner, CancellationToken.None));
        await AgeAsync(world, old: 40, days: 31, recent: 20);
        await world.RunAsync("audit-checkpoints");

        await world.RunAsync(Job);
        await world.RunAsync("audit-checkpoints");
        var verified = World.Ok(await world.Get<AuditTrail>().VerifyAsync(
            World.Operator("acme"), [early.Proof.Jws], CancellationToken.None));

        Assert.True(verified.Intact, $"{verified.Problem} at {verified.BrokenAt}");
        Assert.Contains(output.Written, each => each.Purpose == CheckpointPurpose.Anchor);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Lets days pass over some events, and then makes others.</summary>
    private static async Task AgeAsync(World world, int old, int days, int recent)
    {
        await AppendAsync(world, old, world.Clock.GetUtcNow());
        world.Clock.Advance(TimeSpan.FromDays(days));
        await AppendAsync(world, recent, world.Clock.GetUtcNow());
    }

    private static Task<int> AppendAsync(World world, int count, DateTimeOffset time) => world.Store.CommitAsync(
        async unit =>
        {
            var head = await unit.Workspaces.GetHeadAsync(world.Scim.Workspace, CancellationToken.None);
            for (var number = 0; number < count; number++)
            {
                var made = Store.Conformance.Sample.Event(head.AuditSequence + 1, world.Scim.Workspace, 1) with { Time = time };
                var hash = AuditChain.Hash(head.AuditHash, made);
                await unit.Audit.AppendAsync(made with { Hash = hash }, CancellationToken.None);
                head = head with { AuditSequence = made.Sequence, AuditHash = hash };
            }

            await unit.Workspaces.PutHeadAsync(
                world.Scim.Workspace, head with { Revision = head.Revision + 1 }, CancellationToken.None);
            return Outcome.Keep(0);
        },
        CancellationToken.None);

    private static async Task<List<AuditEvent>> AllEventsAsync(World world)
    {
        var all = new List<AuditEvent>();
        while (true)
        {
            var query = new AuditQuery { AfterSequence = all.Count };
            var page = await world.Store.ReadAsync(
                reader => reader.Audit.QueryAsync(world.Scim.Workspace, query, 1000, CancellationToken.None),
                CancellationToken.None);
            all.AddRange(page.Events);
            if (!page.More)
            {
                return all;
            }
        }
    }

    private static async Task<ChainVerification> VerifyAsync(World world) => World.Ok(
        await world.Get<AuditTrail>().VerifyAsync(World.Operator("acme"), [], CancellationToken.None));
}
