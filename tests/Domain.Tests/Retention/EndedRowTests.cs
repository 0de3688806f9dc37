using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Retention;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Domain.Tests.Retention;

public sealed class EndedRowTests
{
    private const string Job = "ended-row-retention";

    private static readonly RetentionPolicy Policy = new() { EndedCredentialDays = 100, TombstoneDays = 50 };

    [Fact]
    public async Task Sessions_ADayPastTheirEnd_AreGone_AndTheOthersStay()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        var ann = await world.CreateUserAsync("ann");
        var (_, old) = await world.SignInAsync(ann.Id);
        world.Clock.Advance(TimeSpan.FromHours(30));
        var (_, recent) = await world.SignInAsync(ann.Id);
        world.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Equal(2, (await SessionsAsync(world, ann.Id)).Count);
        var revision = (await world.HeadAsync()).Revision;

        await world.RunAsync(Job);

        Assert.Single(await SessionsAsync(world, ann.Id));
        Assert.Null(await world.AuthenticateAsync(old));
        Assert.NotNull(await world.AuthenticateAsync(recent));
        Assert.Equal(revision, (await world.HeadAsync()).Revision);
    }

    [Fact]
    public async Task Sessions_ManyOfThem_AllGoInBoundedUnits()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        await world.Store.CommitAsync(
            async unit =>
            {
                for (var number = 1; number <= 950; number++)
                {
                    await unit.Keys.AddSessionAsync(
                        Sample.Session(number, number % 7, world.Scim.Workspace), CancellationToken.None);
                }

                return Outcome.Keep(0);
            },
            CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromDays(60));

        await world.RunAsync(Job);

        var left = await world.Store.ReadAsync(
            reader => reader.Retention.ListSessionsAsync(world.Scim.Workspace, null, 1000, CancellationToken.None),
            CancellationToken.None);
        Assert.Equal(world.OwnerId, Assert.Single(left.Items).Member);
    }

    [Fact]
    public async Task Keys_RevokedOrExpired_GoBehindTheirDays_AndTheLogSaysHowMany()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        var ann = await world.CreateUserAsync("ann");
        var live = (await world.CreateKeyAsync(ann.Id)).Key.Id;
        var revoked = (await world.CreateKeyAsync(ann.Id)).Key.Id;
        var expiring = World.Ok(await world.Get<ApiKeyAdministration>().CreateAsync(
            world.Owner,
            new NewApiKey(ann.Id, "k", [], null, world.Clock.GetUtcNow().AddDays(10)),
            CancellationToken.None)).Value.Key.Id;
        World.Ok(await world.Get<ApiKeyAdministration>().RevokeAsync(world.Owner, revoked, CancellationToken.None));

        world.Clock.Advance(TimeSpan.FromDays(99));
        await world.RunAsync(Job);
        Assert.Equal([live, revoked, expiring], await KeysAsync(world));

        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.RunAsync(Job);
        Assert.Equal([live, expiring], await KeysAsync(world));
        var recorded = (await world.EventsAsync())[^1];
        Assert.Equal((AuditActions.RecordsPruned, "system:server"), (recorded.Action, recorded.Actor));
        Assert.Equal([new AuditChange("apiKeys", "1", "0")], recorded.Changes);

        world.Clock.Advance(TimeSpan.FromDays(10));
        await world.RunAsync(Job);
        Assert.Equal([live], await KeysAsync(world));
    }

    [Fact]
    public async Task Keys_SuspendedWithTheirCreator_CanComeBackForAllTheDaysOfGrace()
    {
        using var world = await ScheduledWorld.StartAsync(Policy with { EndedCredentialDays = 1 });
        await ChangeWorkspaceAsync(world);
        var ann = await world.CreateUserAsync("ann");
        var key = (await world.CreateKeyAsync(ann.Id)).Key.Id;
        World.Ok(await world.SetActiveAsync(ann.Id, false));

        world.Clock.Advance(TimeSpan.FromDays(29));
        await world.RunAsync(Job);
        World.Ok(await world.SetActiveAsync(ann.Id, true));
        Assert.Equal(ApiKeyState.Live, (await world.Store.FindApiKeyAsync(key, CancellationToken.None))!.State);

        World.Ok(await world.SetActiveAsync(ann.Id, false));
        world.Clock.Advance(TimeSpan.FromDays(32));
        await world.RunAsync(Job);
        Assert.Null(await world.Store.FindApiKeyAsync(key, CancellationToken.None));
    }

    [Fact]
    public async Task Tokens_RevokedOrExpired_GoBehindTheirDays_AndLiveOnesStay()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        var second = World.Ok(await world.Get<DirectoryAdministration>().CreateTokenAsync(
            world.Owner, world.Connection, expires: null, CancellationToken.None)).Value.Token;
        World.Ok(await world.Get<DirectoryAdministration>().RevokeTokenAsync(world.Owner, second.Id, CancellationToken.None));
        var access = Sample.Token(1, workspace: world.Scim.Workspace) with
        {
            Connection = world.Connection,
            Use = ConnectionTokenUse.Access,
            Expires = world.Clock.GetUtcNow().AddHours(1),
        };
        await world.Store.CommitAsync(
            async unit =>
            {
                await unit.Directories.AddTokenAsync(access, CancellationToken.None);
                return Outcome.Keep(0);
            },
            CancellationToken.None);

        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.RunAsync(Job);
        var afterDays = await TokensAsync(world);
        world.Clock.Advance(TimeSpan.FromDays(100));
        await world.RunAsync(Job);

        Assert.Equal(2, afterDays.Count);
        Assert.DoesNotContain(access.Id, afterDays);
        Assert.DoesNotContain(second.Id, await TokensAsync(world));
        Assert.Single(await TokensAsync(world));
    }

    [Fact]
    public async Task Tombstones_GoBehindTheirDays_OrNeverWithoutAny()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        using var never = await ScheduledWorld.StartAsync(new RetentionPolicy());
        foreach (var each in (World[])[world, never])
        {
            var ann = await each.CreateUserAsync("ann");
            World.Ok(await each.Get<UserProvisioning>().DeleteAsync(each.Scim, ann.Id.ToString(), null, CancellationToken.None));
            each.Clock.Advance(TimeSpan.FromDays(49));
            await each.RunAsync(Job);
            Assert.NotNull(await TombstoneAsync(each, ann.Id));

            each.Clock.Advance(TimeSpan.FromDays(2000));
            await each.RunAsync(Job);
            Assert.Equal(each == world, await TombstoneAsync(each, ann.Id) is null);
        }
    }

    [Fact]
    public async Task Tombstone_OfARemovedMember_HoldsNothingPersonal()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        var ann = await world.CreateUserAsync(
            "marker@acme.test", """ "displayName":"marker","externalId":"marker","name":{"familyName":"marker"} """);
        World.Ok(await world.Get<UserProvisioning>().DeleteAsync(world.Scim, ann.Id.ToString(), null, CancellationToken.None));

        var left = System.Text.Json.JsonSerializer.Serialize(await TombstoneAsync(world, ann.Id));

        Assert.DoesNotContain("marker", left, StringComparison.Ordinal);
        Assert.Contains($"connection:{world.Connection}", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LeaseLost_WritesNothing()
    {
        using var world = await ScheduledWorld.StartAsync(Policy);
        var ann = await world.CreateUserAsync("ann");
        await world.SignInAsync(ann.Id);
        var key = (await world.CreateKeyAsync(ann.Id)).Key.Id;
        World.Ok(await world.Get<ApiKeyAdministration>().RevokeAsync(world.Owner, key, CancellationToken.None));
        world.Clock.Advance(TimeSpan.FromDays(400));
        var lease = await world.TakeAsync();
        await world.LoseAsync(lease);

        await Assert.ThrowsAsync<LeaseLostException>(() => world.RunAsync(Job, lease));

        Assert.Single(await SessionsAsync(world, ann.Id));
        Assert.NotNull(await world.Store.FindApiKeyAsync(key, CancellationToken.None));
    }

    private static Task<int> ChangeWorkspaceAsync(World world) => world.Store.CommitAsync(
        async unit =>
        {
            var workspace = (await unit.Workspaces.FindAsync(world.Scim.Workspace, CancellationToken.None))!;
            await unit.Workspaces.UpdateAsync(
                workspace with { DepartedKeys = DepartedKeyPolicy.Suspend, SuspendGraceDays = 30 }, CancellationToken.None);
            return Outcome.Keep(0);
        },
        CancellationToken.None);

    private static Task<IReadOnlyList<Sessions.Session>> SessionsAsync(World world, MemberId member) => world.Store.ReadAsync(
        reader => reader.Keys.ListSessionsAsync(world.Scim.Workspace, member, null, 100, CancellationToken.None),
        CancellationToken.None);

    private static async Task<List<ApiKeyId>> KeysAsync(World world) => (await world.Store.ReadAsync(
        reader => reader.Keys.ListAsync(world.Scim.Workspace, null, null, 100, CancellationToken.None),
        CancellationToken.None)).Select(key => key.Id).ToList();

    private static async Task<List<ConnectionTokenId>> TokensAsync(World world) => (await world.Store.ReadAsync(
        reader => reader.Directories.ListTokensAsync(world.Scim.Workspace, world.Connection, CancellationToken.None),
        CancellationToken.None)).Select(token => token.Id).ToList();

    private static Task<MemberTombstone?> TombstoneAsync(World world, MemberId member) => world.Store.ReadAsync(
        reader => reader.Members.FindTombstoneAsync(world.Scim.Workspace, member, CancellationToken.None),
        CancellationToken.None);
}
