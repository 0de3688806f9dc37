using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Provisioning.Listing;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>Filters of groups by their members, without reading a large group where one row answers.</summary>
internal static class GroupFilters
{
    private const int PageSize = 500;

    public static async ValueTask<bool> MatchesAsync(
        IStore store,
        Group group,
        ResourceTypeDefinition type,
        ResourceFilter filter,
        Func<bool, ValueTask<GroupView>> viewAsync,
        CancellationToken cancellationToken)
    {
        if (!FilterIndex.Mentions(filter.Expression, "members") && !FilterIndex.Mentions(filter.Expression, "meta", "version"))
        {
            return filter.Matches(ScimRepresentation.Of(await viewAsync(false), type));
        }

        // `members eq "x"` or `members.value eq "x"` alone is a question about one membership.
        if (filter.Expression is ComparisonFilter && FilterIndex.EqualTo(filter.Expression, "members.value") is { } member)
        {
            return GroupMemberKey.TryReadId(member, out var id)
                && await store.ReadAsync(
                    async reader =>
                        await reader.Groups.IsMemberAsync(group.Workspace, group.Id, new MemberId(id), cancellationToken)
                        || await reader.Groups.IsNestedAsync(group.Workspace, group.Id, new GroupId(id), cancellationToken),
                    cancellationToken);
        }

        return filter.Matches(ScimRepresentation.Of(await viewAsync(true), type));
    }

    /// <summary>The groups that a User or a Group is directly a member of, in ascending order of id.</summary>
    public static async Task<IReadOnlyList<Group>> GroupsWithAsync(
        IStore store, WorkspaceId workspace, string member, CancellationToken cancellationToken)
    {
        var groups = new List<Group>();
        if (!GroupMemberKey.TryReadId(member, out var id))
        {
            return groups;
        }

        GroupId? after = null;
        while (true)
        {
            var from = after;
            var page = await store.ReadAsync(
                reader => PageWithAsync(reader.Groups, workspace, id, from, cancellationToken), cancellationToken);
            foreach (var next in page)
            {
                var group = await store.ReadAsync(
                    reader => reader.Groups.FindAsync(workspace, next, cancellationToken), cancellationToken);
                if (group is not null)
                {
                    groups.Add(group);
                }
            }

            if (page.Count < PageSize)
            {
                return groups;
            }

            after = page[^1];
        }
    }

    // An id is a User's or a Group's, so only one of the two finds anything.
    private static async ValueTask<IReadOnlyList<GroupId>> PageWithAsync(
        IGroupReader groups, WorkspaceId workspace, Guid member, GroupId? after, CancellationToken cancellationToken)
    {
        var users = await groups.ListGroupsOfAsync(
            workspace, new MemberId(member), after, PageSize, cancellationToken);
        return users.Count > 0
            ? users.Select(membership => membership.Group).ToList()
            : (await groups.ListParentsAsync(workspace, new GroupId(member), after, PageSize, cancellationToken))
                .Select(link => link.Parent)
                .ToList();
    }
}
