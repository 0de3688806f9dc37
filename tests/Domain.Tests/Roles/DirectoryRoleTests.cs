using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Roles;

public sealed class DirectoryRoleTests
{
    [Theory]
    [InlineData("""["Manager"]""", "Manager")]
    [InlineData("""[{"value":"manager"}]""", "Manager")]
    [InlineData("""[{"primary":"True","type":"WindowsAzureActiveDirectoryRole","value":"Manager"}]""", "Manager")]
    [InlineData("""[{"display":"Manager"}]""", "Manager")]
    [InlineData("""[{"value":"25","display":"Manager"}]""", "Member")]
    [InlineData("""[{"value":"{\"id\":\"06b0\",\"value\":\"25\",\"displayName\":\"Manager\"}"}]""", "Manager")]
    [InlineData("""[{"value":"{\"id\":\"06b0\",\"value\":\"manager\",\"displayName\":\"Leads\"}"}]""", "Manager")]
    [InlineData("""[{"value":"Viewer"},{"value":"Operator"},{"value":"Reviewer"}]""", "Operator")]
    [InlineData("""[{"value":"Sales"}]""", "Member")]
    [InlineData("""[{"value":"{not json"}]""", "Member")]
    [InlineData("""[{"value":"{\"value\":\"\\ud800\"}"}]""", "Member")]
    [InlineData("""[{"value":"Owner"}]""", "Admin")]
    [InlineData("""[]""", "Member")]
    public async Task RolesAttribute_EachSpelling_GivesTheHighestNamed(string roles, string expected)
    {
        using var world = await World.StartAsync();

        var ann = await world.CreateUserAsync("ann", $"\"roles\":{roles}");

        Assert.Equal(expected, ann.Role.Value);
    }

    [Fact]
    public async Task UnknownRole_IsStoredAsItCame()
    {
        using var world = await World.StartAsync();

        var ann = await world.CreateUserAsync("ann", """ "roles":[{"value":"Sales","display":"Sales people"}] """);

        Assert.Equal("""[{"value":"Sales","display":"Sales people"}]""", ann.Attributes.ToObject()["roles"]!.ToJsonString());
    }

    [Fact]
    public async Task MappedGroup_MembersComeAndGo_RoleFollows()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var group = await world.CreateGroupAsync("Leads");
        await MapAsync(world, "leads", "Manager");

        World.Ok(await world.PatchGroupAsync(group.Group.Id, $$$"""[{"op":"Add","path":"members","value":[{"value":"{{{ann.Id}}}"}]}]"""));
        var inside = (await world.MemberAsync(ann.Id)).Role.Value;
        World.Ok(await world.PatchGroupAsync(group.Group.Id, $$$"""[{"op":"Remove","path":"members","value":[{"value":"{{{ann.Id}}}"}]}]"""));

        Assert.Equal("Manager", inside);
        Assert.Equal("Member", (await world.MemberAsync(ann.Id)).Role.Value);
        await Invariants.HoldAsync(world);
    }

    [Theory]
    [InlineData("Leads", "Crew", "Manager", "Member")]
    [InlineData("Crew", "Leads", "Member", "Manager")]
    public async Task MappedName_GroupIsRenamed_EveryoneWhoStaysIsRecomputed(
        string from, string to, string before, string after)
    {
        using var world = await World.StartAsync();
        await MapAsync(world, "Leads", "Manager");
        var ann = await world.CreateUserAsync("ann");
        var group = await world.CreateGroupAsync(from, ann.Id);
        var asBefore = (await world.MemberAsync(ann.Id)).Role.Value;

        World.Ok(await world.PatchGroupAsync(group.Group.Id, $$$"""[{"op":"replace","value":{"displayName":"{{{to}}}"}}]"""));

        Assert.Equal(before, asBefore);
        Assert.Equal(after, (await world.MemberAsync(ann.Id)).Role.Value);
    }

    [Fact]
    public async Task MappedGroup_IsDeleted_RoleEnds()
    {
        using var world = await World.StartAsync();
        await MapAsync(world, "Leads", "Manager");
        var ann = await world.CreateUserAsync("ann");
        var group = await world.CreateGroupAsync("Leads", ann.Id);

        World.Ok(await world.Get<GroupProvisioning>().DeleteAsync(world.Scim, group.Group.Id.ToString(), null, CancellationToken.None));

        Assert.Equal("Member", (await world.MemberAsync(ann.Id)).Role.Value);
        await Invariants.HoldAsync(world);
    }

    [Fact]
    public async Task Mapping_ChangedPausedAndRemoved_MembersFollow()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        await world.CreateGroupAsync("Leads", ann.Id);
        var mappings = world.Get<RoleMappingAdministration>();
        var seen = new List<string>();

        var mapping = await MapAsync(world, "Leads", "Manager");
        seen.Add((await world.MemberAsync(ann.Id)).Role.Value);
        World.Ok(await mappings.UpdateAsync(world.Owner, mapping.Id, "Admin", null, CancellationToken.None));
        seen.Add((await world.MemberAsync(ann.Id)).Role.Value);
        World.Ok(await mappings.UpdateAsync(world.Owner, mapping.Id, null, paused: true, CancellationToken.None));
        seen.Add((await world.MemberAsync(ann.Id)).Role.Value);
        World.Ok(await mappings.UpdateAsync(world.Owner, mapping.Id, null, paused: false, CancellationToken.None));
        World.Ok(await mappings.RemoveAsync(world.Owner, mapping.Id, CancellationToken.None));
        seen.Add((await world.MemberAsync(ann.Id)).Role.Value);

        Assert.Equal(["Manager", "Admin", "Member", "Member"], seen);
    }

    [Fact]
    public async Task Ceiling_Lowered_EveryoneAboveComesDown()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann", """ "roles":["Admin"] """);

        World.Ok(await world.Get<DirectoryAdministration>().UpdateConnectionAsync(
            world.Owner, world.Connection, new ConnectionChanges(null, null, null, "Operator", null), null, CancellationToken.None));

        Assert.Equal("Admin", ann.Role.Value);
        Assert.Equal("Operator", (await world.MemberAsync(ann.Id)).Role.Value);
    }

    [Fact]
    public async Task Ceiling_Owner_IsRefused()
    {
        using var world = await World.StartAsync();

        var refused = World.Refused(await world.Get<DirectoryAdministration>().CreateConnectionAsync(
            world.Owner, new NewConnection("d", Dialect.Compatible, null, "Owner"), CancellationToken.None));

        Assert.Equal("role_ceiling", refused.Attribute);
    }

    [Fact]
    public async Task Connection_Paused_EverythingIsRefused()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        World.Ok(await world.Get<DirectoryAdministration>().UpdateConnectionAsync(
            world.Owner, world.Connection, new ConnectionChanges(null, null, null, null, Paused: true), null, CancellationToken.None));

        var read = World.Refused(await world.Get<UserProvisioning>().GetAsync(world.Scim, ann.Id.ToString(), CancellationToken.None));
        var write = World.Refused(await world.SetActiveAsync(ann.Id, active: false));

        Assert.Equal("CONNECTION_PAUSED", read.Reason);
        Assert.Equal("CONNECTION_PAUSED", write.Reason);
    }

    private static async Task<RoleMapping> MapAsync(World world, string group, string role) => World.Ok(
        await world.Get<RoleMappingAdministration>().CreateAsync(
            world.Owner, new NewRoleMapping(world.Connection, null, group, role), CancellationToken.None)).Value;
}
