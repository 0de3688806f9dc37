using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Groups;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Roles;

/// <summary>Two directories in one workspace: neither gives roles by way of the other's groups.</summary>
public sealed class NestedGroupReachTests
{
    [Fact]
    public async Task Nest_AnotherDirectorysGroup_IsRefusedWithAReason()
    {
        using var world = await World.StartAsync();
        var other = await world.ConnectAsync();
        var own = await world.GroupAsync("Own");
        var foreign = World.Ok(await world.TryCreateGroupAsync(other, "Foreign")).Value.Group.Id;

        var patched = World.Refused(await world.TryAddAsync(world.Scim, own, foreign.Key()));
        var created = World.Refused(await world.TryCreateGroupAsync(world.Scim, "New", foreign.Key()));

        Assert.All(
            [patched, created],
            refused => Assert.Equal(
                (FailureKind.InvalidValue, "MANAGED_BY_OTHER_DIRECTORY"), (refused.Kind, refused.Reason)));
        Assert.Empty((await world.GroupViewAsync(own)).Members);
    }

    [Fact]
    public async Task Nest_AGroupThatNobodyManages_IsTakenAndFollowed()
    {
        using var world = await World.StartAsync();
        var other = await world.ConnectAsync();
        var ann = await world.CreateUserAsync("ann");
        var free = World.Ok(await world.TryCreateGroupAsync(other, "Free")).Value.Group.Id;
        await DisconnectAsync(world, other);
        var leads = await world.GroupAsync("Leads");
        await world.MapAsync(leads, "Admin");

        await world.AddAsync(leads, free.Key());
        await world.AddAsync(free, ann.Key());

        Assert.Equal("Admin", await world.RoleAsync(ann));
        await Invariants.HoldAsync(world);
    }

    [Fact]
    public async Task Link_WhoseGroupAnotherDirectoryTakesOver_GivesNothingMore_AndAgainWhenLetGo()
    {
        using var world = await World.StartAsync();
        var first = await world.ConnectAsync();
        var other = await world.ConnectAsync();
        var free = World.Ok(await world.TryCreateGroupAsync(first, "Free")).Value.Group.Id;
        await DisconnectAsync(world, first);
        var ann = await world.CreateUserAsync("ann");
        var team = await world.GroupAsync("Team", ann.Key());
        var leads = await world.GroupAsync("Leads", free.Key());
        await world.MapAsync(leads, "Admin");
        await LinkAsync(world, free, team);
        World.Ok(await world.TryPatchGroupAsync(
            world.Scim, leads, """[{"op":"replace","path":"displayName","value":"Leads 2"}]"""));
        Assert.Equal("Admin", await world.RoleAsync(ann));

        World.Ok(await world.TryPatchGroupAsync(other, free, """[{"op":"add","path":"externalId","value":"x"}]"""));
        var taken = await world.RoleAsync(ann);
        await DisconnectAsync(world, other);
        var letGo = await world.RoleAsync(ann);

        Assert.Equal(("Member", "Admin"), (taken, letGo));
        Assert.Contains(
            await world.GroupsOfAsync(ann.Id), group => group.Id == leads && !group.IsDirect);
    }

    [Fact]
    public async Task AnotherDirectorysGroup_StaysNestedWhereItIs_WhenTheListIsSentAgain()
    {
        using var world = await World.StartAsync();
        var first = await world.ConnectAsync();
        var other = await world.ConnectAsync();
        var free = World.Ok(await world.TryCreateGroupAsync(first, "Free")).Value.Group.Id;
        await DisconnectAsync(world, first);
        var leads = await world.GroupAsync("Leads", free.Key());
        World.Ok(await world.TryPatchGroupAsync(
            other, free, """[{"op":"replace","path":"displayName","value":"Taken"}]"""));

        World.Ok(await world.PatchGroupAsync(
            leads, $$"""[{"op":"replace","path":"members","value":[{"value":"{{free}}"}]}]"""));
        await world.RemoveAsync(leads, free.Key());
        var again = await world.TryAddAsync(world.Scim, leads, free.Key());

        Assert.Equal(FailureKind.InvalidValue, World.Refused(again).Kind);
    }

    [Fact]
    public async Task MappingOfAnotherDirectory_OnAGroupOfOurs_DoesNotReachItsUsersBelow()
    {
        using var world = await World.StartAsync();
        var other = await world.ConnectAsync("Admin");
        var ann = await world.CreateUserAsync("ann");
        var team = await world.GroupAsync("Team", ann.Key());
        var leads = await world.GroupAsync("Leads", team.Key());

        await world.MapAsync(leads, "Admin", Nesting.ConnectionOf(other));

        Assert.Equal("Member", await world.RoleAsync(ann));
    }

    [Fact]
    public async Task OtherWorkspacesGroup_LooksUnknown_AndStaysUntouched()
    {
        using var world = await World.StartAsync();
        using var neighbour = await world.NeighbourAsync();
        var foreign = await neighbour.GroupAsync("Theirs");
        var own = await world.GroupAsync("Own");

        var refused = World.Refused(await world.TryAddAsync(world.Scim, own, foreign.Key()));
        var unknown = World.Refused(await world.TryAddAsync(world.Scim, own, new GroupId(Guid.Empty).Key()));

        Assert.Equal((FailureKind.InvalidValue, unknown.Detail), (refused.Kind, refused.Detail));
        Assert.Empty(await neighbour.Store.ReadAsync(
            reader => reader.Groups.ListParentsAsync(neighbour.Scim.Workspace, foreign, null, 10, CancellationToken.None),
            CancellationToken.None));
    }

    private static async Task DisconnectAsync(World world, Call connection) => World.Ok(
        await world.Get<DirectoryAdministration>().RemoveConnectionAsync(
            world.Owner, Nesting.ConnectionOf(connection), null, CancellationToken.None));

    // A link below a group that nobody manages, as its former directory would have left it.
    private static Task<bool> LinkAsync(World world, GroupId parent, GroupId child) => world.Store.CommitAsync(
        async unit => Storage.Outcome.Keep(await unit.Groups.NestAsync(
            new GroupLink(world.Scim.Workspace, parent, child, world.Clock.GetUtcNow()), CancellationToken.None)),
        CancellationToken.None);
}
