using CsCheck;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Tests.Roles;

/// <summary>
/// After each step of any history of two directories, every role and every <c>User.groups</c> is what the rows say.
/// A failing history prints its seed.
/// </summary>
public sealed class NestedHistoryTests
{
    private const int People = 5;
    private const int Groups = 6;

    private static readonly string[] Names = ["Leads", "Chiefs", "Team"];
    private static readonly string[] Roles = ["Admin", "Manager", "Operator", "Viewer"];

    private static readonly Gen<(int Operation, int One, int Other)> Step =
        Gen.Select(Gen.Int[0, 29], Gen.Int[0, 59], Gen.Int[0, 59]);

    [Fact]
    public async Task AnyHistory_RolesAndGroupsAreWhatTheRowsSay() => await Step.List[10, 60].SampleAsync(
        async steps =>
        {
            using var world = await World.StartAsync();
            var history = new History(world, await world.ConnectAsync("Manager"));
            await history.PopulateAsync();
            foreach (var (operation, one, other) in steps)
            {
                await history.RunAsync(operation, one, other);
                await (await NaiveGroups.ReadAsync(world)).AgreeAsync(world);
            }

            await Invariants.HoldAsync(world);
        },
        iter: 100);

    private sealed class History(World world, Call second)
    {
        private Call second = second;
        private int names;

        /// <summary>A few of everything, so that most steps have something to change.</summary>
        public async Task PopulateAsync()
        {
            for (var i = 0; i < People; i++)
            {
                await CreateUserAsync(i == 1 ? second : world.Scim, i);
            }

            for (var i = 0; i < Groups - 1; i++)
            {
                await world.TryCreateGroupAsync(i == 2 ? second : world.Scim, i < Names.Length ? Names[i] : $"{i}");
            }

            var groups = await GroupsAsync();
            await world.MapAsync(groups[0].Id, "Admin");
            await world.MapAsync(groups[^1].Id, "Operator");
            await world.MapByNameAsync("Chiefs", "Manager");
            await world.MapByNameAsync("Team", "Manager", Nesting.ConnectionOf(second));
        }

        public async Task RunAsync(int operation, int one, int other)
        {
            var call = one % 4 > 0 ? world.Scim : second;
            var user = Pick(await UsersAsync(), other);
            var groups = await GroupsAsync();
            var (group, into) = (Pick(groups, one / 4), Pick(groups, other));
            switch (operation)
            {
                case 0 or 1:
                    await CreateUserAsync(call, other);
                    break;
                case 2 or 3 when groups.Count < Groups:
                    await world.TryCreateGroupAsync(
                        call, other % 2 == 0 ? Names[other % Names.Length] : $"{++names} x", into is null ? [] : [into.Id.Key()]);
                    break;
                case <= 9 when group is not null && user is not null:
                    await world.TryAddAsync(call, group.Id, user.Key());
                    break;
                case <= 12 when group is not null && user is not null:
                    await world.TryRemoveAsync(call, group.Id, user.Key());
                    break;
                case <= 19 when group is not null && into is not null:
                    await world.TryAddAsync(call, group.Id, into.Id.Key());
                    break;
                case <= 22 when group is not null && into is not null:
                    await world.TryRemoveAsync(call, group.Id, into.Id.Key());
                    break;
                case 23 or 24 when group is not null:
                    await world.TryPatchGroupAsync(
                        call, group.Id, $$"""[{"op":"replace","path":"displayName","value":"{{Names[other % Names.Length]}}"}]""");
                    break;
                case 25 when group is not null:
                    await world.Get<GroupProvisioning>().DeleteAsync(call, group.Id.ToString(), null, CancellationToken.None);
                    break;
                case 26:
                    await world.Get<RoleMappingAdministration>().CreateAsync(
                        world.Owner,
                        new NewRoleMapping(
                            Nesting.ConnectionOf(call),
                            other % 3 == 0 ? null : group?.Id,
                            Names[other % Names.Length],
                            Roles[other % Roles.Length]),
                        CancellationToken.None);
                    break;
                case 27:
                    await ChangeMappingAsync(one, other);
                    break;
                case 28 when user is not null:
                    await ChangeUserAsync(call, user, other);
                    break;
                case 29 when other % 3 == 0:
                    await world.Get<DirectoryAdministration>().RemoveConnectionAsync(
                        world.Owner, Nesting.ConnectionOf(second), null, CancellationToken.None);
                    second = await world.ConnectAsync("Manager");
                    break;
            }
        }

        private async Task CreateUserAsync(Call call, int which)
        {
            var roles = which % 4 == 0 ? $",\"roles\":[\"{Roles[which % Roles.Length]}\"]" : "";
            await world.Get<UserProvisioning>().CreateAsync(
                call,
                World.User($$"""{"userName":"user{{which % People}}"{{roles}}}"""),
                CancellationToken.None);
        }

        private async Task ChangeMappingAsync(int one, int other)
        {
            var mappings = world.Get<RoleMappingAdministration>();
            var all = World.Ok(await mappings.ListAsync(world.Owner, null, CancellationToken.None));
            if (Pick(all, one) is not { } mapping)
            {
                return;
            }

            if (other % 5 == 0)
            {
                await mappings.RemoveAsync(world.Owner, mapping.Id, CancellationToken.None);
                return;
            }

            await mappings.UpdateAsync(
                world.Owner, mapping.Id, Roles[other % Roles.Length], paused: other % 3 == 0, CancellationToken.None);
        }

        private async Task ChangeUserAsync(Call call, Member user, int other)
        {
            var users = world.Get<UserProvisioning>();
            var id = user.Id.ToString();
            if (other % 4 == 0)
            {
                await users.DeleteAsync(call, id, null, CancellationToken.None);
                return;
            }

            var operations = (other % 4) switch
            {
                1 => """[{"op":"replace","path":"active","value":false}]""",
                2 => """[{"op":"replace","path":"active","value":true}]""",
                _ => $$"""[{"op":"add","path":"title","value":"{{other}}"}]""",
            };
            await users.PatchAsync(
                call, id, World.Plan(operations, Protocol.Schema.ResourceCatalog.BuiltIn.User), null, CancellationToken.None);
        }

        private async Task<IReadOnlyList<Member>> UsersAsync() => (await world.Store.ReadAsync(
            reader => reader.Members.ListAsync(
                world.Scim.Workspace, new RowSelection.All(), null, 0, 100, CancellationToken.None),
            CancellationToken.None)).Items.Where(member => member.Id != world.OwnerId).ToList();

        private async Task<IReadOnlyList<Group>> GroupsAsync() => (await world.Store.ReadAsync(
            reader => reader.Groups.ListAsync(
                world.Scim.Workspace, new RowSelection.All(), null, 0, 100, CancellationToken.None),
            CancellationToken.None)).Items;

        private static T? Pick<T>(IReadOnlyList<T> all, int which)
            where T : class => all.Count == 0 ? null : all[which % all.Count];
    }
}
