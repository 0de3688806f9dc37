using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Audit;

public sealed class CheckpointTests
{
    [Fact]
    public async Task Get_LogUnchanged_IsTheSameAndMovesNothing()
    {
        using var world = await World.StartAsync();
        var before = await world.HeadAsync();

        var first = await GetAsync(world);
        var second = await GetAsync(world);

        Assert.Equal(first.Proof, second.Proof);
        Assert.Equal(before.AuditSequence, first.Checkpoint.Sequence);
        Assert.Equal(before.AuditHash.ToArray(), first.Checkpoint.Hash.ToArray());
        Assert.Equal(before.Revision, first.Checkpoint.Revision);
        Assert.Equal(before.Revision, (await world.HeadAsync()).Revision);
    }

    [Fact]
    public async Task Get_AfterAChange_IsANewOne_AndVerificationCountsBoth()
    {
        using var world = await World.StartAsync();
        await GetAsync(world);
        await world.CreateUserAsync("ann");
        await GetAsync(world);

        var verified = await VerifyAsync(world);

        Assert.True(verified.Intact);
        Assert.Equal(1, verified.FirstSequence);
        Assert.Equal(2, verified.Checkpoints);
    }

    [Fact]
    public async Task Get_ManyTimes_KeepsTheNewestOnly()
    {
        using var world = await World.StartAsync();
        for (var number = 0; number < CheckpointMaking.MaxKept + 5; number++)
        {
            await world.CreateUserAsync($"user{number}");
            await GetAsync(world);
        }

        var kept = await world.CheckpointsAsync(CheckpointPurpose.Head);

        Assert.Equal(CheckpointMaking.MaxKept, kept.Count);
        Assert.Equal((await world.HeadAsync()).AuditSequence, kept[^1].Sequence);
    }

    [Fact]
    public async Task GetAndVerify_WithoutThePermission_AreRefused()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var (call, _) = await world.SignInAsync(ann.Id);
        var trail = world.Get<AuditTrail>();

        Assert.Equal(
            FailureKind.PermissionDenied,
            World.Refused(await trail.GetCheckpointAsync(call, CancellationToken.None)).Kind);
        Assert.Equal(
            FailureKind.PermissionDenied, World.Refused(await trail.VerifyAsync(call, [], CancellationToken.None)).Kind);
        Assert.Equal(
            FailureKind.PermissionDenied,
            World.Refused(await trail.GetCheckpointAsync(
                world.Owner with { Workspace = new WorkspaceId("other") }, CancellationToken.None)).Kind);
    }

    [Fact]
    public async Task Verify_TailCutOffBehindAStoredCheckpoint_SaysSo()
    {
        using var world = await WithUsersAsync();
        await GetAsync(world);

        await world.RewriteAsync(events => events.SkipLast(2), rehash: false);
        var verified = await VerifyAsync(world);

        Assert.Equal(ChainProblem.CheckpointBeyondEnd, verified.Problem);
        Assert.Equal((await world.HeadAsync()).AuditSequence + 1, verified.BrokenAt);
    }

    [Fact]
    public async Task Verify_TailCutOffAndGrownAgain_SaysWhere()
    {
        using var world = await WithUsersAsync();
        var cut = (await GetAsync(world)).Checkpoint.Sequence;

        await world.RewriteAsync(events => events.SkipLast(2), rehash: false);
        await world.CreateUserAsync("later1");
        await world.CreateUserAsync("later2");
        await world.CreateUserAsync("later3");
        var verified = await VerifyAsync(world);

        Assert.Equal(ChainProblem.CheckpointDiffers, verified.Problem);
        Assert.Equal(cut, verified.BrokenAt);
    }

    [Fact]
    public async Task Verify_HistoryRewrittenWithARecomputedChain_SaysWhere()
    {
        using var world = await WithUsersAsync();
        var sequence = (await GetAsync(world)).Checkpoint.Sequence;
        await world.CreateUserAsync("later");

        await world.RewriteAsync(
            events => events.Select(each => each.Sequence == 3 ? each with { Actor = "member:other" } : each), rehash: true);
        var verified = await VerifyAsync(world);

        Assert.Equal(ChainProblem.CheckpointDiffers, verified.Problem);
        Assert.Equal(sequence, verified.BrokenAt);
    }

    [Fact]
    public async Task Verify_RewrittenWithTheStoredCheckpointsGone_OnlyThePresentedOneTells()
    {
        using var world = await WithUsersAsync();
        var kept = (await GetAsync(world)).Proof;
        await world.RewriteAsync(
            events => events.Select(each => each.Sequence == 3 ? each with { Action = "member.none" } : each), rehash: true);
        await ForgetAsync(world);

        Assert.True((await VerifyAsync(world)).Intact);
        Assert.Equal(ChainProblem.CheckpointDiffers, (await VerifyAsync(world, kept.Jws)).Problem);
    }

    [Fact]
    public async Task Verify_OlderDatabaseRestored_ThePresentedAndTheWrittenOneTell()
    {
        var output = new MemoryOutput();
        using var world = await WithUsersAsync(services => services.AddSingleton<ICheckpointOutput>(output));
        var kept = (await GetAsync(world)).Proof;
        await world.RewriteAsync(events => events.SkipLast(2), rehash: false);
        await ForgetAsync(world);

        Assert.True((await VerifyAsync(world)).Intact);
        Assert.Equal(ChainProblem.CheckpointBeyondEnd, (await VerifyAsync(world, kept.Jws)).Problem);
        await output.WriteAsync(kept, CancellationToken.None);
        Assert.Equal(ChainProblem.CheckpointBeyondEnd, (await VerifyAsync(world)).Problem);
        Assert.Equal(
            "CHECKPOINT_DISAGREES",
            World.Refused(await world.Get<AuditTrail>().GetCheckpointAsync(world.Owner, CancellationToken.None)).Reason);
    }

    [Fact]
    public async Task Verify_EventAlteredOrRemoved_SaysWhichAndWhere()
    {
        using var altered = await WithUsersAsync();
        await altered.RewriteAsync(
            events => events.Select(each => each.Sequence == 3 ? each with { Actor = "member:other" } : each), rehash: false);
        using var removed = await WithUsersAsync();
        await removed.RewriteAsync(events => events.Where(each => each.Sequence != 4), rehash: false);

        Assert.Equal((ChainProblem.EventAltered, 3), At(await VerifyAsync(altered)));
        Assert.Equal((ChainProblem.EventMissing, 4), At(await VerifyAsync(removed)));

        static (ChainProblem?, long) At(ChainVerification verified) => (verified.Problem, (long)verified.BrokenAt!);
    }

    [Fact]
    public async Task Get_HistoryRewritten_SignsNothingOverIt()
    {
        using var world = await WithUsersAsync();
        await GetAsync(world);
        await world.RewriteAsync(
            events => events.Select(each => each.Sequence == 3 ? each with { Actor = "member:other" } : each), rehash: true);

        var refused = World.Refused(await world.Get<AuditTrail>().GetCheckpointAsync(world.Owner, CancellationToken.None));

        Assert.Equal((FailureKind.FailedPrecondition, "CHECKPOINT_DISAGREES"), (refused.Kind, refused.Reason));
        Assert.Single(await world.CheckpointsAsync(CheckpointPurpose.Head));
    }

    [Fact]
    public async Task Verify_StoredCheckpointOfOtherContent_IsForged()
    {
        using var world = await WithUsersAsync();
        using var neighbour = await world.NeighbourAsync();
        var foreign = (await GetAsync(neighbour)).Proof;

        await world.ChangeCheckpointsAsync(checkpoints => checkpoints.AddAsync(
            foreign with { Workspace = world.Scim.Workspace }, CancellationToken.None));

        Assert.Equal(ChainProblem.CheckpointForged, (await VerifyAsync(world)).Problem);
    }

    [Fact]
    public async Task Verify_HeadCheckpointPassedOffAsAnAnchor_IsForged()
    {
        using var world = await WithUsersAsync();
        var proof = (await GetAsync(world)).Proof;
        await world.CreateUserAsync("later");

        await world.Store.CommitAsync(
            async unit =>
            {
                await unit.Checkpoints.AddAsync(proof with { Purpose = CheckpointPurpose.Anchor }, CancellationToken.None);
                return Storage.Outcome.Keep(await unit.Retention.RemoveAuditEventsAsync(
                    world.Scim.Workspace, proof.Sequence, 1000, CancellationToken.None));
            },
            CancellationToken.None);

        Assert.Equal(ChainProblem.CheckpointForged, (await VerifyAsync(world)).Problem);
    }

    [Fact]
    public async Task Verify_PresentedByNobodyOrForAnotherWorkspace_IsRefused()
    {
        using var world = await WithUsersAsync();
        using var neighbour = await world.NeighbourAsync();
        using var stranger = CheckpointKeys.FromPem(CheckpointKeys.CreatePem());
        var own = await GetAsync(world);
        string[] unusable =
        [
            "nothing", stranger.Sign(own.Checkpoint).Jws, (await GetAsync(neighbour)).Proof.Jws,
        ];

        foreach (var jws in unusable)
        {
            var refused = World.Refused(await world.Get<AuditTrail>().VerifyAsync(
                world.Owner, [own.Proof.Jws, jws], CancellationToken.None));
            Assert.Equal((FailureKind.InvalidValue, "checkpoints"), (refused.Kind, refused.Attribute));
        }

        var many = Enumerable.Repeat(own.Proof.Jws, AuditTrail.MaxPresented + 1).ToList();
        World.Refused(await world.Get<AuditTrail>().VerifyAsync(world.Owner, many, CancellationToken.None));
    }

    private static async Task<World> WithUsersAsync(Action<IServiceCollection>? configure = null)
    {
        var world = await World.StartAsync(configure: configure);
        for (var number = 0; number < 5; number++)
        {
            await world.CreateUserAsync($"user{number}");
        }

        return world;
    }

    private static async Task<PublishedCheckpoint> GetAsync(World world) =>
        World.Ok(await world.Get<AuditTrail>().GetCheckpointAsync(world.Owner, CancellationToken.None));

    private static async Task<ChainVerification> VerifyAsync(World world, params string[] presented) =>
        World.Ok(await world.Get<AuditTrail>().VerifyAsync(world.Owner, presented, CancellationToken.None));

    private static async Task ForgetAsync(World world)
    {
        var all = await world.CheckpointsAsync(CheckpointPurpose.Head);
        await world.ChangeCheckpointsAsync(async checkpoints =>
        {
            foreach (var each in all)
            {
                await checkpoints.RemoveAsync(each.Workspace, each.Purpose, each.Sequence, CancellationToken.None);
            }
        });
    }
}
