using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;

namespace TeamAccess.Domain.Roles;

/// <summary>
/// The roles that one connection's mappings give to whoever is in the mapped groups or in a group nested below them.
/// Nesting is followed only through groups that the connection manages or that nobody manages, so that no directory
/// gives roles by way of another's groups.
/// </summary>
/// <remarks>Remembers what it worked out of each group: to be thrown away once links or mappings change.</remarks>
internal sealed class GroupRoles
{
    private const int PageSize = 500;

    private readonly Change change;
    private readonly ConnectionId connection;
    private readonly Dictionary<GroupId, Role> mapped = [];
    private readonly Dictionary<GroupId, Role?> known = [];
    private bool isNested;

    private GroupRoles(Change change, ConnectionId connection) => (this.change, this.connection) = (change, connection);

    public static async ValueTask<GroupRoles> LoadAsync(
        Change change, DirectoryConnection connection, CancellationToken cancellationToken)
    {
        var roles = new GroupRoles(change, connection.Id);
        foreach (var mapping in await change.Unit.Directories.ListMappingsAsync(change.WorkspaceId, cancellationToken))
        {
            if (!mapping.Paused
                && mapping.Connection == connection.Id
                && connection.Allows(mapping.Role)
                && await DirectoryRoles.GroupOfAsync(change, mapping, cancellationToken) is { } group)
            {
                var role = change.Roles[mapping.Role];
                roles.mapped[group] = roles.mapped.TryGetValue(group, out var other) ? other.OrHigher(role) : role;
            }
        }

        foreach (var group in roles.mapped.Keys)
        {
            roles.isNested = roles.isNested || (await change.Unit.Groups.ListNestedAsync(
                change.WorkspaceId, group, after: null, limit: 1, cancellationToken)).Count > 0;
        }

        return roles;
    }

    /// <summary>The highest role that the member's groups give; null when none of them gives any.</summary>
    public async ValueTask<Role?> OfAsync(MemberId member, CancellationToken cancellationToken)
    {
        Role? highest = null;
        GroupId? after = null;
        while (mapped.Count > 0)
        {
            var page = await change.Unit.Groups.ListGroupsOfAsync(
                change.WorkspaceId, member, after, PageSize, cancellationToken);
            foreach (var membership in page)
            {
                highest = Higher(highest, mapped.GetValueOrDefault(membership.Group));
                if (isNested)
                {
                    highest = Higher(highest, await AboveAsync(membership.Group, cancellationToken));
                }
            }

            if (page.Count < PageSize)
            {
                break;
            }

            after = page[^1].Group;
        }

        return highest;
    }

    private static Role? Higher(Role? one, Role? other) => one is null ? other : other is null ? one : one.OrHigher(other);

    /// <summary>What a group gives by itself and by all it is nested in; null as well for another directory's group.</summary>
    private async ValueTask<Role?> AboveAsync(GroupId group, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(group, out var role))
        {
            await WorkOutAsync(group, cancellationToken);
            role = known[group];
        }

        return role;
    }

    // Collects what is not known yet above the group, then lets roles sink through it, the highest first, so that each
    // group takes the first one that reaches it: no group is looked at twice, whatever cycles there are.
    private async ValueTask WorkOutAsync(GroupId start, CancellationToken cancellationToken)
    {
        var below = new Dictionary<GroupId, List<GroupId>>();
        var sources = new List<(Role Role, GroupId Group)>();
        var open = new Stack<GroupId>([start]);
        var met = new HashSet<GroupId> { start };
        while (open.TryPop(out var group))
        {
            if (!await IsOpenAsync(group, cancellationToken))
            {
                continue;
            }

            if (mapped.TryGetValue(group, out var own))
            {
                sources.Add((own, group));
            }

            foreach (var parent in await ParentsOfAsync(group, cancellationToken))
            {
                if (known.TryGetValue(parent, out var given))
                {
                    sources.AddRange(given is null ? [] : [(given, group)]);
                    continue;
                }

                if (!below.TryGetValue(parent, out var children))
                {
                    below[parent] = children = [];
                }

                children.Add(group);
                if (met.Add(parent))
                {
                    open.Push(parent);
                }
            }
        }

        foreach (var (role, group) in sources.OrderByDescending(source => source.Role.Rank))
        {
            Sink(role, group, below);
        }

        foreach (var group in met)
        {
            known.TryAdd(group, null);
        }
    }

    private void Sink(Role role, GroupId from, Dictionary<GroupId, List<GroupId>> below)
    {
        var open = new Stack<GroupId>([from]);
        while (open.TryPop(out var group))
        {
            if (!known.TryAdd(group, role))
            {
                continue;
            }

            foreach (var child in below.GetValueOrDefault(group) ?? [])
            {
                open.Push(child);
            }
        }
    }

    private async ValueTask<bool> IsOpenAsync(GroupId group, CancellationToken cancellationToken) =>
        await change.Unit.Groups.FindAsync(change.WorkspaceId, group, cancellationToken) is { } row
        && (row.ManagedBy is null || row.ManagedBy == connection);

    private async ValueTask<List<GroupId>> ParentsOfAsync(GroupId group, CancellationToken cancellationToken)
    {
        var parents = new List<GroupId>();
        IReadOnlyList<GroupLink> page;
        do
        {
            GroupId? after = parents.Count == 0 ? null : parents[^1];
            page = await change.Unit.Groups.ListParentsAsync(
                change.WorkspaceId, group, after, PageSize, cancellationToken);
            parents.AddRange(page.Select(link => link.Parent));
        }
        while (page.Count == PageSize);

        return parents;
    }
}
