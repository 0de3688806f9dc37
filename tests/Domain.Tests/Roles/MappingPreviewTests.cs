using CsCheck;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Roles;

/// <summary>What a change of a mapping would do, before anybody does it.</summary>
public sealed class MappingPreviewTests
{
    private static readonly string[] Roles = ["Admin", "Manager", "Operator", "Reviewer", "Viewer"];

    private static readonly Gen<(int[] Members, int[] Links, int[] Mappings, int Operation, int Which, int Role)> Case =
        Gen.Select(Gen.Int[0, 89].Array[0, 20], Gen.Int[0, 99].Array[0, 12], Gen.Int[0, 99].Array[0, 5], Gen.Int[0, 3], Gen.Int[0, 99], Gen.Int[0, 99]);

    [Fact]
    public async Task AnyChange_PreviewIsWhatTheChangeThenDoes() => await Case.SampleAsync(
        async example =>
        {
            using var world = await World.StartAsync();
            var groups = await PopulateAsync(world, example.Members, example.Links);
            await MapAsync(world, groups, example.Mappings);
            var wanted = await WantedAsync(world, groups, example.Operation, example.Which, example.Role);
            var (before, head) = (await MembersAsync(world), await world.HeadAsync());

            var preview = await PreviewAsync(world, wanted);

            Assert.Equal(before, await MembersAsync(world));
            Assert.Equal(head, await world.HeadAsync());
            var failure = await ApplyAsync(world, wanted);
            if (!preview.TryGet(out var effects, out var refused))
            {
                Assert.Equal(failure?.Detail, refused.Detail);
                return;
            }

            Assert.Null(failure);
            var after = (await MembersAsync(world)).ToDictionary(member => member.Id);
            var moved = before.Where(member => member != after[member.Id]).ToList();
            Assert.Equal(
                moved.Select(member => (member, after[member.Id])), effects.Members.Select(move => (move.Before, move.After)));
            Assert.Equal(head.Revision, effects.Revision);
            Assert.Equal(moved.Count, effects.Counts.Raised + effects.Counts.Lowered + effects.Counts.Same);
            Assert.All(effects.Roles, role => Assert.Equal(
                (moved.Count(member => member.Role == role.Role), moved.Count(member => after[member.Id].Role == role.Role)),
                (role.Before, role.After)));
            Assert.Equal(effects.Owner?.After, moved.Any(member => member.Id == world.OwnerId) ? after[world.OwnerId] : null);
            Assert.Equal((await world.HeadAsync()).ActiveMembers, effects.ActiveMembers);
        },
        iter: 150);

    [Fact]
    public async Task Preview_Owner_StaysOwner_TheDirectoryRoleIsTold()
    {
        using var world = await World.StartAsync();
        World.Ok(await world.PatchUserAsync(world.OwnerId, """[{"op":"replace","path":"title","value":"Boss"}]"""));
        var group = await world.GroupAsync("Leads", Groups.GroupMemberKey.Of(world.OwnerId));

        var effects = World.Ok(await PreviewAsync(world, Create(world, group, "Manager")));

        Assert.Equal((RoleName.Owner, RoleName.Owner), (effects.Owner!.Before.Role, effects.Owner.After.Role));
        Assert.Equal("Manager", effects.Owner.After.DirectoryRole?.Value);
        Assert.Equal(new MoveCounts(0, 0, 1), effects.Counts);
    }

    [Fact]
    public async Task Preview_InPages_TellsEachMemberOnceAndTheWholeCountsOnEach()
    {
        using var world = await World.StartAsync();
        var users = new List<Member>();
        for (var number = 0; number < 7; number++)
        {
            users.Add(await world.CreateUserAsync($"user{number}"));
        }

        // Below the group as well as in it, so that members do not come in order of id.
        var inner = await world.GroupAsync("Inner", [.. users.Take(3).Select(user => user.Key())]);
        var group = await world.GroupAsync("Outer", [.. users.Skip(3).Select(user => user.Key()), inner.Key()]);
        var wanted = Create(world, group, "Operator");

        var seen = new List<MemberId>();
        MappingEffects page;
        do
        {
            page = World.Ok(await PreviewAsync(world, wanted, seen.Count == 0 ? null : seen[^1], limit: 3));
            Assert.Equal(new MoveCounts(7, 0, 0), page.Counts);
            seen.AddRange(page.Members.Select(move => move.After.Id));
        }
        while (page.HasMore);

        Assert.Equal(users.Select(user => user.Id), seen);
    }

    [Fact]
    public async Task Preview_WhoeverMayNotChangeMappings_Refused()
    {
        using var world = await World.StartAsync();
        var group = await world.GroupAsync("Leads");
        var neighbour = await world.NeighbourAsync();
        var (member, _) = await world.SignInAsync((await world.CreateUserAsync("ann")).Id);
        var (admin, _) = await world.SignInAsync((await world.CreateUserAsync("bob", """ "roles":["Admin"] """)).Id);
        var mappings = world.Get<RoleMappingAdministration>();
        var wanted = Create(world, group, "Operator");

        var foreign = World.Refused(await mappings.PreviewAsync(neighbour.Owner, wanted, null, 10, CancellationToken.None));
        var low = World.Refused(await mappings.PreviewAsync(member, wanted, null, 10, CancellationToken.None));
        var same = await mappings.CreateAsync(
            admin, new NewRoleMapping(world.Connection, group, null, "Owner"), CancellationToken.None);
        var owner = World.Refused(await mappings.PreviewAsync(admin, Create(world, group, "Owner"), null, 10, CancellationToken.None));

        Assert.Equal((FailureKind.NotFound, FailureKind.PermissionDenied), (foreign.Kind, low.Kind));
        Assert.Equal(World.Refused(same).Detail, owner.Detail);
    }

    private static WantedMapping.Created Create(World world, GroupId group, string role) =>
        new(new NewRoleMapping(world.Connection, group, null, role));

    private static Task<Result<MappingEffects>> PreviewAsync(
        World world, WantedMapping wanted, MemberId? after = null, int limit = 100) =>
        world.Get<RoleMappingAdministration>().PreviewAsync(world.Owner, wanted, after, limit, CancellationToken.None);

    private static async Task<List<GroupId>> PopulateAsync(World world, int[] members, int[] links)
    {
        var users = new List<MemberId> { world.OwnerId };
        for (var number = 0; number < 8; number++)
        {
            var roles = number % 3 == 0 ? $$""" "roles":["{{Roles[number % Roles.Length]}}"] """ : null;
            users.Add((await world.CreateUserAsync($"user{number}", roles)).Id);
        }

        var groups = new List<GroupId>();
        for (var number = 0; number < 6; number++)
        {
            groups.Add(await world.GroupAsync($"Group {number}"));
        }

        foreach (var each in members)
        {
            await world.TryAddAsync(world.Scim, groups[each % 6], Groups.GroupMemberKey.Of(users[each % 9]));
        }

        foreach (var each in links.Where(each => each % 6 != each / 6 % 6))
        {
            await world.TryAddAsync(world.Scim, groups[each % 6], groups[each / 6 % 6].Key());
        }

        // The directory gives the owner a role too, which shows only once they pass ownership on.
        World.Ok(await world.PatchUserAsync(world.OwnerId, """[{"op":"replace","path":"title","value":"Boss"}]"""));
        return groups;
    }

    private static async Task MapAsync(World world, List<GroupId> groups, int[] mappings)
    {
        foreach (var each in mappings)
        {
            await world.Get<RoleMappingAdministration>().CreateAsync(
                world.Owner,
                new NewRoleMapping(world.Connection, groups[each % 6], null, Roles[each % Roles.Length]),
                CancellationToken.None);
        }
    }

    private static async Task<WantedMapping> WantedAsync(World world, List<GroupId> groups, int operation, int which, int role)
    {
        var all = World.Ok(await world.Get<RoleMappingAdministration>().ListAsync(world.Owner, null, CancellationToken.None));
        var name = Roles[role % Roles.Length];
        if (operation == 0 || all.Count == 0)
        {
            return which % 2 == 0
                ? Create(world, groups[which % 6], name)
                : new WantedMapping.Created(new NewRoleMapping(world.Connection, null, $"group {which % 7}", name));
        }

        var mapping = all[which % all.Count];
        return operation switch
        {
            1 => new WantedMapping.Removed(mapping.Id),
            2 => new WantedMapping.Updated(mapping.Id, null, Paused: role % 2 == 0),
            _ => new WantedMapping.Updated(mapping.Id, name, Paused: null),
        };
    }

    private static async Task<Failure?> ApplyAsync(World world, WantedMapping wanted)
    {
        var mappings = world.Get<RoleMappingAdministration>();
        return wanted switch
        {
            WantedMapping.Created created => FailureOf(
                await mappings.CreateAsync(world.Owner, created.Mapping, CancellationToken.None)),
            WantedMapping.Updated updated => FailureOf(
                await mappings.UpdateAsync(world.Owner, updated.Id, updated.Role, updated.Paused, CancellationToken.None)),
            WantedMapping.Removed removed => FailureOf(
                await mappings.RemoveAsync(world.Owner, removed.Id, CancellationToken.None)),
            _ => throw new InvalidOperationException(),
        };
    }

    private static Failure? FailureOf<T>(Result<T> result)
        where T : notnull =>
        result.TryGet(out _, out var failure) ? null : failure;

    private static async Task<IReadOnlyList<Member>> MembersAsync(World world) => (await world.Store.ReadAsync(
        reader => reader.Members.ListAsync(
            world.Scim.Workspace, new RowSelection.All(), null, 0, 100, CancellationToken.None),
        CancellationToken.None)).Items;
}
