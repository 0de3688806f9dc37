using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Provisioning;

/// <summary>How many members a connection may switch off within an hour, and what happens beyond that.</summary>
public sealed class MassChangeTests
{
    [Fact]
    public async Task SwitchOff_AsManyAsTheLimit_AllGoThrough_TheNextIsHeldWhole()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 6);
        await LimitAsync(world, members: 3, percent: 20);

        foreach (var user in users.Take(3))
        {
            World.Ok(await world.SetActiveAsync(user.Id, active: false));
        }

        var before = await world.MemberAsync(users[3].Id);
        var failure = World.Refused(await world.PatchUserAsync(
            users[3].Id,
            """[{"op":"replace","path":"title","value":"Gone"},{"op":"replace","path":"active","value":false}]"""));

        Assert.Equal(FailureKind.MassChangeHeld, failure.Kind);
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Equal(before, await world.MemberAsync(users[3].Id));
        await Invariants.HoldAsync(world);
    }

    [Theory]
    [InlineData(20, 4)]
    [InlineData(19, 3)]
    [InlineData(24, 4)]
    [InlineData(25, 5)]
    public async Task SwitchOff_MoreThanTheFirstLimit_AsFarAsThePercentage(int percent, int through)
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 19);
        await LimitAsync(world, members: 2, percent);

        Assert.Equal(through, await CountThroughAsync(world, users));
    }

    [Fact]
    public async Task SwitchOff_Untouched_TheDefaultIs500And20Percent()
    {
        using var world = await World.StartAsync();

        var breaker = (await ConnectionAsync(world)).Breaker;

        Assert.Equal((500, 20), (breaker.MaxMembers, breaker.MaxPercent));
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1, 0)]
    public async Task SwitchOff_BreakerOff_AllGoThrough(int members, int percent)
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 5);
        await LimitAsync(world, members, percent);

        Assert.Equal(5, await CountThroughAsync(world, users));
    }

    [Fact]
    public async Task Held_EverythingElse_GoesOn()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 5);
        await TripAsync(world, users);

        World.Ok(await world.SetActiveAsync(users[0].Id, active: true));
        World.Ok(await world.PatchUserAsync(users[3].Id, """[{"op":"replace","path":"title","value":"Here"}]"""));
        await world.CreateUserAsync("new");
        await world.CreateGroupAsync("group", users[3].Id);
        World.Ok(await world.Get<MemberAdministration>().DeactivateAsync(
            world.Owner, users[3].Id, etag: null, CancellationToken.None));

        // Nothing to end is nothing to hold.
        World.Ok(await world.SetActiveAsync(users[1].Id, active: false));
    }

    [Fact]
    public async Task Held_AnyDoorOfTheDirectory_Refused()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 5);
        await TripAsync(world, users);

        var refused = new[]
        {
            World.Refused(await world.SetActiveAsync(users[4].Id, active: false)),
            World.Refused(await world.PutUserAsync(users[4].Id, """{"userName":"user4","active":false}""")),
            World.Refused(await DeleteAsync(world, users[4].Id)),
            World.Refused(await DeleteAsync(world, users[0].Id)),
        };

        Assert.All(refused, failure => Assert.Equal(FailureKind.MassChangeHeld, failure.Kind));
        Assert.True((await world.MemberAsync(users[4].Id)).IsActive);
    }

    [Fact]
    public async Task Trip_RefusedAgainAndAgain_ToldOnce()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 5);
        await TripAsync(world, users);
        var head = await world.HeadAsync();

        World.Refused(await world.SetActiveAsync(users[3].Id, active: false));
        World.Refused(await world.SetActiveAsync(users[4].Id, active: false));

        var told = Assert.Single(await TrippedAsync(world));
        Assert.Equal($"connection:{world.Connection}", told.Target);
        Assert.Contains(new AuditChange("changes", null, "2"), told.Changes);
        Assert.Contains(new AuditChange("membersBefore", null, "6"), told.Changes);
        Assert.Equal(head, await world.HeadAsync());
        var breaker = (await ConnectionAsync(world)).Breaker;
        Assert.Equal((world.Clock.GetUtcNow(), 2), (breaker.HeldSince!.Value, breaker.Changes));
    }

    [Fact]
    public async Task Held_AnHourLater_CountsAnew()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 8);
        await TripAsync(world, users);

        world.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        var failure = World.Refused(await world.SetActiveAsync(users[2].Id, active: false));
        Assert.Equal(TimeSpan.FromSeconds(1), failure.RetryAfter);

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await ConnectionAsync(world)).Breaker.HeldSince);
        Assert.Equal(2, await CountThroughAsync(world, users.Skip(2)));
        Assert.Equal(2, (await TrippedAsync(world)).Count);
    }

    [Fact]
    public async Task SwitchOff_SlowerThanTheWindow_NeverHeld()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 8);
        await LimitAsync(world, members: 2, percent: 1);

        foreach (var user in users)
        {
            World.Ok(await world.SetActiveAsync(user.Id, active: false));
            world.Clock.Advance(TimeSpan.FromMinutes(31));
        }
    }

    [Fact]
    public async Task SwitchOff_AcrossTheEdgeOfAnHour_NoMoreThanTheLimitInAnyHour()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 8);
        await LimitAsync(world, members: 2, percent: 1);
        World.Ok(await world.SetActiveAsync(users[0].Id, active: false));
        world.Clock.Advance(TimeSpan.FromMinutes(59));
        World.Ok(await world.SetActiveAsync(users[1].Id, active: false));
        world.Clock.Advance(TimeSpan.FromMinutes(2));

        // The first one counts no more, the second one does.
        Assert.Equal(1, await CountThroughAsync(world, users.Skip(2)));
    }

    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    public async Task SwitchOff_MinutesLater_TheFirstCountsForAnHourAndItsMinute(int minutes, int through)
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 8);
        await LimitAsync(world, members: 2, percent: 1);
        World.Ok(await world.SetActiveAsync(users[0].Id, active: false));

        world.Clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(through, await CountThroughAsync(world, users.Skip(1)));
    }

    [Fact]
    public async Task Reactivation_RefundsNothing()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 5);
        await LimitAsync(world, members: 2, percent: 1);
        World.Ok(await world.SetActiveAsync(users[0].Id, active: false));
        World.Ok(await world.SetActiveAsync(users[0].Id, active: true));

        Assert.Equal(1, await CountThroughAsync(world, users.Skip(1)));
    }

    [Fact]
    public async Task Delete_AfterDeactivation_CountsOnce()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 5);
        await LimitAsync(world, members: 2, percent: 1);
        foreach (var user in users.Take(2))
        {
            World.Ok(await world.SetActiveAsync(user.Id, active: false));
            World.Ok(await DeleteAsync(world, user.Id));
        }

        World.Refused(await DeleteAsync(world, users[2].Id));
    }

    [Fact]
    public async Task Delete_OfLongDeactivated_Counts()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 5);
        foreach (var user in users)
        {
            World.Ok(await world.SetActiveAsync(user.Id, active: false));
        }

        world.Clock.Advance(TimeSpan.FromDays(30));
        await LimitAsync(world, members: 2, percent: 50);

        World.Ok(await DeleteAsync(world, users[0].Id));
        World.Ok(await DeleteAsync(world, users[1].Id));
        World.Refused(await DeleteAsync(world, users[2].Id));
    }

    [Fact]
    public async Task RefusedOtherwise_CountsNothing()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 5);
        await LimitAsync(world, members: 2, percent: 1);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var refused = World.Refused(await world.PatchUserAsync(
                users[0].Id,
                """[{"op":"replace","path":"userName","value":"user1"},{"op":"replace","path":"active","value":false}]"""));
            Assert.Equal(FailureKind.Uniqueness, refused.Kind);
        }

        Assert.Equal(2, await CountThroughAsync(world, users));
    }

    [Fact]
    public async Task TwoConnectionsAndTwoWorkspaces_EachCountsItsOwn()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 5);
        var neighbour = await world.NeighbourAsync();
        var theirs = await UsersAsync(neighbour, 3);
        await LimitAsync(neighbour, members: 2, percent: 1);
        var other = await world.ConnectAsync();
        var created = World.Ok(await world.Get<UserProvisioning>().CreateAsync(
            other, World.User("""{"userName":"of the other"}"""), CancellationToken.None)).Value.Member;
        await TripAsync(world, users);

        World.Ok(await world.Get<UserProvisioning>().DeleteAsync(other, created.Id.ToString(), null, CancellationToken.None));
        Assert.Equal(2, await CountThroughAsync(neighbour, theirs));
    }

    [Fact]
    public async Task SwitchOff_ManyAtOnce_NoMoreThanTheLimit()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 40);
        await LimitAsync(world, members: 7, percent: 1);

        var results = await Task.WhenAll(users.Select(user => Task.Run(() => world.SetActiveAsync(user.Id, active: false))));

        Assert.Equal(7, results.Count(result => result.TryGet(out _, out _)));
        Assert.Single(await TrippedAsync(world));
        Assert.Equal(34, (await world.HeadAsync()).ActiveMembers);
    }

    [Fact]
    public async Task Owner_AmongTheFirst_GoesAndOwnershipPassesOn()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 3);
        World.Ok(await world.PatchUserAsync(world.OwnerId, """[{"op":"replace","path":"title","value":"Boss"}]"""));
        await LimitAsync(world, members: 1, percent: 1);

        World.Ok(await world.SetActiveAsync(world.OwnerId, active: false));

        Assert.NotNull((await world.WorkspaceAsync()).VacantSince);
        Assert.Equal(FailureKind.MassChangeHeld, World.Refused(await world.SetActiveAsync(users[0].Id, active: false)).Kind);
        await Invariants.HoldAsync(world);
    }

    [Fact]
    public async Task Release_Held_AllGoThroughForAnHourUncounted()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 12);
        await TripAsync(world, users);

        var released = World.Ok(await world.Get<BreakerAdministration>().ReleaseAsync(
            world.Owner, world.Connection, CancellationToken.None)).Value;
        Assert.Equal(world.Clock.GetUtcNow().AddHours(1), released.Breaker.ReleasedUntil);
        Assert.Equal(6, await CountThroughAsync(world, users.Skip(2).Take(6)));

        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, await CountThroughAsync(world, users.Skip(8)));
        Assert.Contains(await world.EventsAsync(), told => told.Action == AuditActions.ConnectionBreakerReleased);
    }

    [Fact]
    public async Task Release_OtherWorkspaceOrLowRole_Refused()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 3);
        var neighbour = await world.NeighbourAsync();
        var (member, _) = await world.SignInAsync(users[0].Id);
        var breakers = world.Get<BreakerAdministration>();

        Assert.Equal(
            FailureKind.NotFound,
            World.Refused(await breakers.ReleaseAsync(neighbour.Owner, world.Connection, CancellationToken.None)).Kind);
        Assert.Equal(
            FailureKind.PermissionDenied,
            World.Refused(await breakers.ReleaseAsync(member, world.Connection, CancellationToken.None)).Kind);
        Assert.Equal(
            FailureKind.PermissionDenied,
            World.Refused(await breakers.ReleaseAsync(world.Scim, world.Connection, CancellationToken.None)).Kind);
    }

    [Fact]
    public async Task Limits_Raised_HoldEnds_CountStays()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 8);
        await TripAsync(world, users);

        await LimitAsync(world, members: 4, percent: 1);

        Assert.Equal(2, await CountThroughAsync(world, users.Skip(2)));
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(null, -1)]
    [InlineData(null, 101)]
    [InlineData(10_000_001, null)]
    public async Task Limits_OutOfBounds_InvalidValue(int? members, int? percent)
    {
        using var world = await World.StartAsync();

        Assert.Equal(FailureKind.InvalidValue, World.Refused(await TryLimitAsync(world, members, percent)).Kind);
    }

    [Fact]
    public async Task Counting_KeepsTheConnectionsVersion()
    {
        using var world = await World.StartAsync();
        var users = await UsersAsync(world, 5);
        await TripAsync(world, users);

        Assert.Equal(2, (await ConnectionAsync(world)).Version);
    }

    private static async Task<List<Member>> UsersAsync(World world, int count)
    {
        var users = new List<Member>();
        for (var number = 0; number < count; number++)
        {
            users.Add(await world.CreateUserAsync($"user{number}"));
        }

        return users;
    }

    /// <summary>Two go, the third trips it.</summary>
    private static async Task TripAsync(World world, List<Member> users)
    {
        await LimitAsync(world, members: 2, percent: 1);
        Assert.Equal(2, await CountThroughAsync(world, users.Take(3)));
    }

    private static async Task<int> CountThroughAsync(World world, IEnumerable<Member> users)
    {
        var through = 0;
        foreach (var user in users)
        {
            var result = await world.SetActiveAsync(user.Id, active: false);
            through += result.TryGet(out _, out var failure) ? 1 : 0;
            Assert.True(failure is null or { Kind: FailureKind.MassChangeHeld }, failure?.ToString());
        }

        return through;
    }

    private static Task<Result<Committed<MemberId>>> DeleteAsync(World world, MemberId id) =>
        world.Get<UserProvisioning>().DeleteAsync(world.Scim, id.ToString(), ifMatch: null, CancellationToken.None);

    private static async Task LimitAsync(World world, int members, int percent) =>
        World.Ok(await TryLimitAsync(world, members, percent));

    private static Task<Result<Committed<DirectoryConnection>>> TryLimitAsync(World world, int? members, int? percent) =>
        world.Get<DirectoryAdministration>().UpdateConnectionAsync(
            world.Owner,
            world.Connection,
            new ConnectionChanges(null, null, null, null, null) { BreakerMaxMembers = members, BreakerMaxPercent = percent },
            etag: null,
            CancellationToken.None);

    private static async Task<DirectoryConnection> ConnectionAsync(World world) => World.Ok(
        await world.Get<DirectoryAdministration>().GetConnectionAsync(world.Owner, world.Connection, CancellationToken.None));

    private static async Task<List<AuditEvent>> TrippedAsync(World world) =>
        (await world.EventsAsync()).Where(told => told.Action == AuditActions.ConnectionBreakerTripped).ToList();
}
