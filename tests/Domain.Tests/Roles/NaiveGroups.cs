using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Tests.Roles;

/// <summary>What groups mean, worked out from all rows at once in the plainest way.</summary>
internal sealed class NaiveGroups
{
    private IReadOnlyList<Member> members = [];
    private IReadOnlyList<Group> groups = [];
    private readonly HashSet<(GroupId Group, MemberId Member)> memberships = [];
    private readonly HashSet<(GroupId Parent, GroupId Child)> links = [];
    private IReadOnlyList<RoleMapping> mappings = [];
    private IReadOnlyList<DirectoryConnection> connections = [];

    public static async Task<NaiveGroups> ReadAsync(World world)
    {
        var (workspace, none) = (world.Scim.Workspace, CancellationToken.None);
        var all = new RowSelection.All();
        return await world.Store.ReadAsync(
            async reader =>
            {
                var rows = new NaiveGroups
                {
                    members = (await reader.Members.ListAsync(workspace, all, null, 0, 1000, none)).Items,
                    groups = (await reader.Groups.ListAsync(workspace, all, null, 0, 1000, none)).Items,
                    mappings = await reader.Directories.ListMappingsAsync(workspace, none),
                    connections = await reader.Directories.ListConnectionsAsync(workspace, none),
                };
                foreach (var group in rows.groups.Select(group => group.Id))
                {
                    rows.memberships.UnionWith((await reader.Groups.ListMembersAsync(workspace, group, null, 1000, none))
                        .Select(row => (row.Group, row.Member)));
                    rows.links.UnionWith((await reader.Groups.ListNestedAsync(workspace, group, null, 1000, none))
                        .Select(link => (link.Parent, link.Child)));
                }

                return rows;
            },
            none);
    }

    /// <summary>Every member has the role, and shows the groups, that the rows say.</summary>
    public async Task AgreeAsync(World world)
    {
        var roles = world.Get<RoleTable>();
        foreach (var member in members)
        {
            if (member.ManagedBy is { } managedBy && member.Role != RoleName.Owner)
            {
                Assert.Equal(RoleOf(roles, member, connections.Single(each => each.Id == managedBy)), member.Role.Value);
            }

            var shown = (await world.GroupsOfAsync(member.Id)).Select(group => (group.Id, group.IsDirect)).ToList();
            var above = Closed(_ => true);
            var expected = groups.Select(group => group.Id)
                .Where(group => IsIn(group, member.Id) || above.Any(pair => pair.Parent == group && IsIn(pair.Child, member.Id)))
                .Select(group => (group, IsIn(group, member.Id)))
                .OrderByDescending(group => group.Item2)
                .ThenBy(group => group.group.Value)
                .ToList();
            Assert.Equal(expected, shown);
        }
    }

    private string RoleOf(RoleTable roles, Member member, DirectoryConnection connection)
    {
        bool IsOpen(Group group) => group.ManagedBy is null || group.ManagedBy == connection.Id;
        var above = Closed(IsOpen);
        var given = mappings.Where(mapping => !mapping.Paused && mapping.Connection == connection.Id)
            .Select(mapping => (mapping.Role, Group: groups.FirstOrDefault(group => mapping.Group is { } id
                ? group.Id == id
                : IsOpen(group) && group.DisplayName.Equals(mapping.GroupDisplayName, StringComparison.OrdinalIgnoreCase))))
            .Where(mapping => mapping.Group is { } group
                && (IsIn(group.Id, member.Id)
                    || above.Any(pair => pair.Parent == group.Id && IsIn(pair.Child, member.Id))))
            .Select(mapping => mapping.Role)
            .Concat(RoleValues.Read(member.Attributes.ToObject(), roles).Select(role => role.Name))
            .ToList();
        if (given.Count == 0 && member.LocalRole is { } local)
        {
            given.Add(local);
        }

        var highest = given.Append(connection.DefaultRole).MaxBy(role => roles[role].Rank);
        return roles[highest].OrLower(roles[connection.RoleCeiling]).Name.Value;
    }

    private bool IsIn(GroupId group, MemberId member) => memberships.Contains((group, member));

    // Ancestors of every group, by joining pairs until there is nothing new.
    private HashSet<(GroupId Parent, GroupId Child)> Closed(Func<Group, bool> isOpen)
    {
        var open = groups.Where(isOpen).Select(group => group.Id).ToHashSet();
        var pairs = links.Where(link => open.Contains(link.Parent) && open.Contains(link.Child)).ToHashSet();
        int before;
        do
        {
            before = pairs.Count;
            pairs.UnionWith(
                (from upper in pairs
                 from lower in pairs
                 where upper.Child == lower.Parent
                 select (upper.Parent, lower.Child)).ToList());
        }
        while (pairs.Count > before);

        return pairs;
    }
}
