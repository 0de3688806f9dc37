using System.Text.Json.Nodes;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Tests.Provisioning;

public sealed class NestedGroupTests
{
    [Fact]
    public async Task Members_UsersAndGroups_AreShownInThatOrder()
    {
        using var world = await World.StartAsync();
        var child = await world.GroupAsync("Child");
        var ann = await world.CreateUserAsync("ann", """ "displayName":"Ann A" """);

        var parent = await world.GroupAsync("Parent", child.Key(), ann.Key());

        Assert.Equal(
            [new(ann.Key(), "Ann A"), new(child.Key(), "Child")], (await world.GroupViewAsync(parent)).Members);
    }

    [Theory]
    [InlineData("""{"value":"{group}"}""", true)]
    [InlineData("""{"value":"{GROUP}","type":"group"}""", true)]
    [InlineData("""{"value":"{user}","type":"USER"}""", true)]
    [InlineData("""{"value":"{group}","type":"User"}""", false)]
    [InlineData("""{"value":"{user}","type":"Group"}""", false)]
    [InlineData("""{"value":"{user}","type":"Device"}""", false)]
    [InlineData("""{"value":"{self}"}""", false)]
    [InlineData("""{"value":"{self}","type":"Group"}""", false)]
    [InlineData("""{"value":"00000000-0000-0000-0000-000000000000","type":"Group"}""", false)]
    [InlineData("""{"value":"groups/{group}"}""", false)]
    public async Task Add_ValueAndType_MustAgree(string value, bool isTaken)
    {
        using var world = await World.StartAsync();
        var user = await world.CreateUserAsync("ann");
        var group = await world.GroupAsync("Child");
        var self = await world.GroupAsync("Self");
        var sent = value
            .Replace("{user}", user.Id.ToString(), StringComparison.Ordinal)
            .Replace("{group}", group.ToString(), StringComparison.Ordinal)
            .Replace("{GROUP}", group.ToString().ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{self}", self.ToString(), StringComparison.Ordinal);

        var added = await world.PatchGroupAsync(self, $$"""[{"op":"add","path":"members","value":[{{sent}}]}]""");

        var members = (await world.GroupViewAsync(self)).Members;
        if (isTaken)
        {
            World.Ok(added);
            Assert.Single(members);
        }
        else
        {
            Assert.Equal(FailureKind.InvalidValue, World.Refused(added).Kind);
            Assert.Empty(members);
        }
    }

    [Fact]
    public async Task AddAndRemove_Twice_ChangeNothingTheSecondTime()
    {
        using var world = await World.StartAsync();
        var child = await world.GroupAsync("Child");
        var parent = await world.GroupAsync("Parent");
        var versions = new List<long>();
        foreach (var operation in (Func<Task>[])[
            () => world.AddAsync(parent, child.Key()),
            () => world.AddAsync(parent, child.Key()),
            () => world.RemoveAsync(parent, child.Key()),
            () => world.RemoveAsync(parent, child.Key())])
        {
            await operation();
            versions.Add((await world.GroupViewAsync(parent)).Group.Version);
        }

        Assert.Equal([2, 2, 3, 3], versions);
    }

    [Fact]
    public async Task Remove_OfTheOtherType_TakesNothingOut()
    {
        using var world = await World.StartAsync();
        var child = await world.GroupAsync("Child");
        var parent = await world.GroupAsync("Parent", child.Key());

        World.Ok(await world.PatchGroupAsync(
            parent, $$"""[{"op":"remove","path":"members","value":[{"value":"{{child}}","type":"User"}]}]"""));

        Assert.Single((await world.GroupViewAsync(parent)).Members);
    }

    [Fact]
    public async Task Delete_OfANestedGroup_ChangesEachParentAndSaysSo()
    {
        using var world = await World.StartAsync();
        var child = await world.GroupAsync("Child");
        var one = await world.GroupAsync("One", child.Key());
        var two = await world.GroupAsync("Two", child.Key());
        var inChild = await world.GroupAsync("Inner");
        await world.AddAsync(child, inChild.Key(), one.Key());

        await world.DeleteGroupAsync(child);

        Assert.Equal(2, (await world.GroupViewAsync(one)).Group.Version);
        Assert.Equal(2, (await world.GroupViewAsync(two)).Group.Version);
        Assert.Empty((await world.GroupViewAsync(one)).Members);
        var told = (await world.EventsAsync()).Where(each => each.Action == "group.members_removed");
        Assert.Equal(
            [$"group:{child}", $"group:{one}", $"group:{two}"],
            told.Select(each => each.Target).Order(StringComparer.Ordinal));
        await Invariants.HoldAsync(world);
    }

    [Fact]
    public async Task Removed_ByAFilterOverManyPages_OnlyThoseThatMatchGo()
    {
        using var world = await World.StartAsync();
        var parent = await world.GroupAsync("Parent");
        var children = new List<GroupId>();
        for (var i = 0; i < 3; i++)
        {
            children.Add(await world.GroupAsync($"Child {i}"));
        }

        await FillAsync(world, parent, 1_203);
        await world.AddAsync(parent, [.. children.Select(child => child.Key())]);

        World.Ok(await world.PatchGroupAsync(parent, """[{"op":"remove","path":"members[display co \"7\"]"}]"""));
        var sevens = (await world.GroupViewAsync(parent)).Members;
        World.Ok(await world.PatchGroupAsync(
            parent, """[{"op":"remove","path":"members[type eq \"Group\" and not (display eq \"child 1\")]"}]"""));
        var one = (await world.GroupViewAsync(parent)).Members;
        World.Ok(await world.PatchGroupAsync(parent, """[{"op":"remove","path":"members[type eq \"User\"]"}]"""));

        Assert.Equal(Enumerable.Range(0, 1_203).Count(i => !$"{i}".Contains('7', StringComparison.Ordinal)) + 3, sevens.Count);
        Assert.Equal("Child 1", Assert.Single(one, member => member.Key.Type == GroupMemberType.Group).Display);
        Assert.Equal(children[1].Key(), Assert.Single((await world.GroupViewAsync(parent)).Members).Key);
    }

    [Fact]
    public async Task RemovedByFilter_AfterAnAddInTheSameRequest_SeesTheAdd()
    {
        using var world = await World.StartAsync();
        var child = await world.GroupAsync("Child");
        var other = await world.GroupAsync("Other");
        var parent = await world.GroupAsync("Parent", other.Key());

        World.Ok(await world.PatchGroupAsync(
            parent,
            $$"""
            [{"op":"add","path":"members","value":[{"value":"{{child}}"}]},
             {"op":"remove","path":"members[value eq \"{{child}}\" and type eq \"Group\"]"},
             {"op":"remove","path":"members[value eq \"{{other}}\" and type eq \"User\"]"}]
            """));

        Assert.Equal(other.Key(), Assert.Single((await world.GroupViewAsync(parent)).Members).Key);
    }

    [Fact]
    public async Task Chain_OfAThousandInARing_IsFollowedToItsEnd()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        var ids = await LinkedAsync(world, 1_000, i => [(i + 1) % 1_000]);
        await world.MapAsync(ids[500], "Operator");
        await world.MapAsync(ids[999], "Manager");

        await world.AddAsync(ids[0], ann.Key());
        var added = await world.RoleAsync(ann);
        await world.RemoveAsync(ids[998], ids[997].Key());
        var cut = await world.RoleAsync(ann);

        Assert.Equal(("Manager", "Operator"), (added, cut));
        var groups = await world.GroupsOfAsync(ann.Id);
        Assert.Equal(998, groups.Count);
        Assert.Equal(ids[0], Assert.Single(groups, group => group.IsDirect).Id);
    }

    [Fact]
    public async Task Lattice_WithEveryWayTwice_IsMetOnce()
    {
        using var world = await World.StartAsync();
        var ann = await world.CreateUserAsync("ann");
        const int Rows = 60;

        // Two groups a row, each nested in both of the next: 2^60 ways from the bottom to the top.
        var ids = await LinkedAsync(
            world, Rows * 2, i => i / 2 == Rows - 1 ? [] : [((i / 2) + 1) * 2, (((i / 2) + 1) * 2) + 1]);
        await world.AddAsync(ids[0], ann.Key());

        await world.MapAsync(ids[^1], "Manager");

        Assert.Equal("Manager", await world.RoleAsync(ann));
        Assert.Equal((Rows * 2) - 1, (await world.GroupsOfAsync(ann.Id)).Count);
    }

    [Fact]
    public async Task Rename_OfANestedGroup_ChangesItsParentsTagAndNotTheirVersion()
    {
        using var world = await World.StartAsync();
        var child = await world.GroupAsync("Child");
        var parent = await world.GroupAsync("Parent", child.Key());
        var before = await world.GroupViewAsync(parent);

        World.Ok(await world.PatchGroupAsync(child, """[{"op":"replace","path":"displayName","value":"Renamed"}]"""));

        var after = await world.GroupViewAsync(parent);
        Assert.Equal(before.Group.Version, after.Group.Version);
        Assert.NotEqual(TagOf(before), TagOf(after));
        Assert.Equal("Renamed", Assert.Single(after.Members).Display);
    }

    private static string TagOf(GroupView group) =>
        ScimRepresentation.Of(group, ResourceCatalog.BuiltIn.Group)["meta"]!["version"]!.GetValue<string>();

    // Rows as they would be, without a request for each.
    private static Task<bool> FillAsync(World world, GroupId group, int count) => world.Store.CommitAsync(
        async unit =>
        {
            var (workspace, now) = (world.Scim.Workspace, world.Clock.GetUtcNow());
            var pattern = await unit.Members.FindAsync(workspace, world.OwnerId, CancellationToken.None);
            for (var i = 0; i < count; i++)
            {
                var member = pattern! with
                {
                    Id = new MemberId(Guid.CreateVersion7(now.AddMilliseconds(i + 1))),
                    UserName = $"{i}",
                    DisplayName = null,
                };
                await unit.Members.AddAsync(member, CancellationToken.None);
                await unit.Groups.AddMemberAsync(
                    new Membership(workspace, group, member.Id, now), CancellationToken.None);
            }

            return Outcome.Keep(true);
        },
        CancellationToken.None);

    /// <param name="parents">The positions of the groups that the group at a position is nested in.</param>
    private static async Task<List<GroupId>> LinkedAsync(World world, int count, Func<int, int[]> parents)
    {
        var pattern = (await world.GroupViewAsync(await world.GroupAsync("Pattern"))).Group;
        var now = world.Clock.GetUtcNow();
        var ids = Enumerable.Range(0, count).Select(i => new GroupId(Guid.CreateVersion7(now.AddMilliseconds(i + 1)))).ToList();
        return await world.Store.CommitAsync(
            async unit =>
            {
                for (var i = 0; i < count; i++)
                {
                    var name = $"Group {i}";
                    var attributes = AttributeBag.From(new JsonObject { ["displayName"] = name });
                    await unit.Groups.AddAsync(
                        pattern with { Id = ids[i], DisplayName = name, Attributes = attributes }, CancellationToken.None);
                    foreach (var parent in parents(i))
                    {
                        await unit.Groups.NestAsync(
                            new GroupLink(pattern.Workspace, ids[parent], ids[i], now), CancellationToken.None);
                    }
                }

                return Outcome.Keep(ids);
            },
            CancellationToken.None);
    }
}
