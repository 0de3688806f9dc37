using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Tests.Roles;

/// <summary>A mapped group gives its role to the members of the groups nested below it, whatever changes and how.</summary>
public sealed class NestedGroupRoleTests : IAsyncLifetime
{
    private World world = null!;
    private Member ann = null!;
    private Member bystander = null!;
    private GroupId leads;
    private GroupId middle;
    private GroupId team;

    /// <summary>ann in Team in Middle; Leads is mapped to Admin; nothing links Leads and Middle yet.</summary>
    public async Task InitializeAsync()
    {
        world = await World.StartAsync();
        ann = await world.CreateUserAsync("ann");
        bystander = await world.CreateUserAsync("bob");
        leads = await world.GroupAsync("Leads");
        team = await world.GroupAsync("Team", ann.Key());
        middle = await world.GroupAsync("Middle", team.Key());
        await world.GroupAsync("Elsewhere", bystander.Key());
        await world.MapAsync(leads, "Admin");
    }

    public async Task DisposeAsync()
    {
        await Invariants.HoldAsync(world);
        Assert.Equal(bystander, await world.MemberAsync(bystander.Id));
        world.Dispose();
    }

    [Fact]
    public async Task Link_AddedAndRemovedAtTheTop_ReachesTheBottom()
    {
        await world.AddAsync(leads, middle.Key());
        await ExpectAsync("Admin");

        await world.RemoveAsync(leads, middle.Key());
        await ExpectAsync("Member");
    }

    [Fact]
    public async Task Link_AddedAndRemovedInTheMiddle_ReachesTheBottom()
    {
        await world.RemoveAsync(middle, team.Key());
        await world.AddAsync(leads, middle.Key());
        await ExpectAsync("Member");

        await world.AddAsync(middle, team.Key());
        await ExpectAsync("Admin");

        await world.RemoveAsync(middle, team.Key());
        await ExpectAsync("Member");
    }

    [Fact]
    public async Task Member_AddedAndRemovedAtTheBottom_GetsAndLosesTheRole()
    {
        await world.AddAsync(leads, middle.Key());
        await world.RemoveAsync(team, ann.Key());
        await ExpectAsync("Member");

        await world.AddAsync(team, ann.Key());
        await ExpectAsync("Admin");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Group_OnTheWayDeleted_TakesTheRole(int which)
    {
        await world.AddAsync(leads, middle.Key());

        await world.DeleteGroupAsync(new[] { leads, middle, team }[which]);

        await ExpectAsync("Member");
    }

    [Fact]
    public async Task Link_OneOfTwoWaysRemoved_RoleStays()
    {
        await world.AddAsync(leads, middle.Key(), team.Key());

        await world.RemoveAsync(leads, team.Key());
        await ExpectAsync("Admin");

        await world.RemoveAsync(leads, middle.Key());
        await ExpectAsync("Member");
    }

    [Fact]
    public async Task Mapping_AddedChangedPausedResumedRemoved_IsFollowed()
    {
        await world.AddAsync(leads, middle.Key());
        var mappings = world.Get<RoleMappingAdministration>();
        var lower = await world.MapAsync(middle, "Viewer");
        await ExpectAsync("Admin");
        var all = World.Ok(await mappings.ListAsync(world.Owner, null, CancellationToken.None));
        var upper = all.Single(mapping => mapping.Id != lower.Id).Id;

        World.Ok(await mappings.UpdateAsync(world.Owner, upper, "Manager", paused: null, CancellationToken.None));
        await ExpectAsync("Manager");
        World.Ok(await mappings.UpdateAsync(world.Owner, upper, null, paused: true, CancellationToken.None));
        await ExpectAsync("Member");
        World.Ok(await mappings.UpdateAsync(world.Owner, upper, null, paused: false, CancellationToken.None));
        await ExpectAsync("Manager");
        World.Ok(await mappings.RemoveAsync(world.Owner, upper, CancellationToken.None));
        await ExpectAsync("Member");
        await world.MapAsync(team, "Operator");
        await ExpectAsync("Operator");
    }

    [Fact]
    public async Task MappedName_MovesOntoAndAwayFromAParent_IsFollowed()
    {
        await world.MapByNameAsync("Chiefs", "Manager");
        await ExpectAsync("Member");

        World.Ok(await world.PatchGroupAsync(middle, """[{"op":"replace","path":"displayName","value":"chiefs"}]"""));
        await ExpectAsync("Manager");

        World.Ok(await world.PatchGroupAsync(middle, """[{"op":"replace","path":"displayName","value":"Others"}]"""));
        await ExpectAsync("Member");

        var chiefs = await world.GroupAsync("CHIEFS", middle.Key());
        await ExpectAsync("Manager");
        await world.DeleteGroupAsync(chiefs);
        await ExpectAsync("Member");
    }

    [Fact]
    public async Task Rename_AndTheMembersGoInOneRequest_EverybodyIsLookedAt()
    {
        await world.MapByNameAsync("Middle", "Manager");
        await ExpectAsync("Manager");

        World.Ok(await world.PatchGroupAsync(
            middle,
            """[{"op":"replace","path":"displayName","value":"Other"},{"op":"remove","path":"members"}]"""));

        await ExpectAsync("Member");
    }

    [Fact]
    public async Task Replace_GroupsByOthers_MovesTheRole()
    {
        var cid = await world.CreateUserAsync("cid");
        var other = await world.GroupAsync("Other", cid.Key());
        await world.AddAsync(leads, middle.Key());

        World.Ok(await world.PatchGroupAsync(
            leads, $$"""[{"op":"replace","path":"members","value":[{"value":"{{other}}"}]}]"""));

        await ExpectAsync("Member");
        Assert.Equal("Admin", await world.RoleAsync(cid));
    }

    [Fact]
    public async Task Cycle_GivesToAllInIt_AndTakesFromAllWhenTheMappedOneLeaves()
    {
        await world.AddAsync(leads, middle.Key());
        await world.AddAsync(team, leads.Key());
        var dan = await world.CreateUserAsync("dan");
        await world.AddAsync(middle, dan.Key());
        Assert.Equal("Admin", await world.RoleAsync(dan));

        await world.RemoveAsync(leads, middle.Key());

        await ExpectAsync("Member");
        Assert.Equal("Member", await world.RoleAsync(dan));
    }

    [Fact]
    public async Task DeactivatedMember_BelowAMappedGroup_ComesBackWithTheRoleOfNow()
    {
        World.Ok(await world.SetActiveAsync(ann.Id, active: false));
        await world.AddAsync(leads, middle.Key());
        World.Ok(await world.SetActiveAsync(ann.Id, active: true));

        await ExpectAsync("Admin");
    }

    [Fact]
    public async Task Owner_BelowAMappedGroup_StaysOwnerAndItsDirectoryRoleIsRemembered()
    {
        World.Ok(await world.PatchUserAsync(world.OwnerId, """[{"op":"add","path":"title","value":"T"}]"""));
        await world.AddAsync(team, GroupMemberKey.Of(world.OwnerId));

        await world.AddAsync(leads, middle.Key());

        var owner = await world.MemberAsync(world.OwnerId);
        Assert.Equal(("Owner", "Admin"), (owner.Role.Value, owner.DirectoryRole?.Value));
    }

    [Fact]
    public async Task Link_GivesARole_TheEventsAreInTheLogOfTheSameChange()
    {
        await world.AddAsync(leads, middle.Key());

        var events = (await world.EventsAsync()).TakeLast(2).ToList();
        Assert.Equal(["group.members_added", "member.role_changed"], events.Select(each => each.Action));
        Assert.Equal($"group:{leads}", events[0].Target);
        Assert.Equal(new("nestedGroup", null, middle.ToString()), Assert.Single(events[0].Changes));
        Assert.Contains(ann.Id, events[1].Members);
    }

    private async Task ExpectAsync(string role) => Assert.Equal(role, await world.RoleAsync(ann));
}
