using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Groups;

namespace TeamAccess.Domain.Roles;

/// <summary>
/// Resolves the roles of many members anew after their groups, or what groups give, changed. Each member is looked at
/// once, and what the groups give is worked out once for all of them.
/// </summary>
/// <remarks>To be made after the change is written.</remarks>
internal sealed class RoleRefresh(Change change)
{
    private const int PageSize = 500;

    private readonly HashSet<MemberId> done = [];
    private readonly Dictionary<ConnectionId, (DirectoryConnection Row, GroupRoles Roles)?> connections = [];

    /// <summary>Whether a group's members, effective ones included, get a role by any mapping that is not paused.</summary>
    public static async ValueTask<bool> IsMappedAtOrAboveAsync(
        Change change, GroupId group, CancellationToken cancellationToken)
    {
        var mapped = new HashSet<GroupId>();
        foreach (var mapping in await change.Unit.Directories.ListMappingsAsync(change.WorkspaceId, cancellationToken))
        {
            if (!mapping.Paused && await DirectoryRoles.GroupOfAsync(change, mapping, cancellationToken) is { } means)
            {
                mapped.Add(means);
            }
        }

        var walk = GroupWalk.Up(change.WorkspaceId);
        walk.Start(group);
        var found = mapped.Contains(group);
        while (!found && mapped.Count > 0 && !walk.IsDone)
        {
            found = (await walk.StepAsync(change.Unit.Groups, cancellationToken)).Any(mapped.Contains);
        }

        return found;
    }

    /// <summary>Everybody in these groups and in the groups nested below them.</summary>
    public async ValueTask BelowAsync(IEnumerable<GroupId> groups, CancellationToken cancellationToken)
    {
        var walk = GroupWalk.Down(change.WorkspaceId);
        foreach (var group in groups.Where(walk.Start))
        {
            await UsersInAsync(group, cancellationToken);
        }

        while (!walk.IsDone)
        {
            foreach (var group in await walk.StepAsync(change.Unit.Groups, cancellationToken))
            {
                await UsersInAsync(group, cancellationToken);
            }
        }
    }

    /// <summary>One member; nothing is stored when the role stays the same.</summary>
    public async ValueTask MemberAsync(MemberId id, CancellationToken cancellationToken)
    {
        var member = done.Add(id)
            ? await change.Unit.Members.FindAsync(change.WorkspaceId, id, cancellationToken)
            : null;
        if (member?.ManagedBy is not { } managedBy
            || await ConnectionAsync(managedBy, cancellationToken) is not { } connection)
        {
            return;
        }

        var role = await DirectoryRoles.ResolveAsync(
            change, connection.Row, member, connection.Roles, cancellationToken);
        var refreshed = MemberRoles.WithDirectoryRole(change, member, role);
        if (refreshed != member)
        {
            await MemberRoles.StoreAsync(change, member, refreshed, cancellationToken);
        }
    }

    private async ValueTask UsersInAsync(GroupId group, CancellationToken cancellationToken)
    {
        MemberId? after = null;
        while (true)
        {
            var page = await change.Unit.Groups.ListMembersAsync(
                change.WorkspaceId, group, after, PageSize, cancellationToken);
            foreach (var membership in page)
            {
                await MemberAsync(membership.Member, cancellationToken);
            }

            if (page.Count < PageSize)
            {
                return;
            }

            after = page[^1].Member;
        }
    }

    private async ValueTask<(DirectoryConnection Row, GroupRoles Roles)?> ConnectionAsync(
        ConnectionId id, CancellationToken cancellationToken)
    {
        if (!connections.TryGetValue(id, out var connection))
        {
            var row = await change.Unit.Directories.FindConnectionAsync(change.WorkspaceId, id, cancellationToken);
            connection = row is null ? null : (row, await GroupRoles.LoadAsync(change, row, cancellationToken));
            connections[id] = connection;
        }

        return connection;
    }
}
