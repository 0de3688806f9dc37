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
            return MemberId.TryParse(member.ToLowerInvariant(), out var id)
                && await store.ReadAsync(
                    reader => reader.Groups.IsMemberAsync(group.Workspace, group.Id, id, cancellationToken),
                    cancellationToken);
        }

        return filter.Matches(ScimRepresentation.Of(await viewAsync(true), type));
    }

    /// <summary>The groups that a member is in, in ascending order of id.</summary>
    public static async Task<IReadOnlyList<Group>> GroupsWithAsync(
        IStore store, WorkspaceId workspace, string member, CancellationToken cancellationToken)
    {
        var groups = new List<Group>();
        if (!MemberId.TryParse(member.ToLowerInvariant(), out var id))
        {
            return groups;
        }

        GroupId? after = null;
        while (true)
        {
            var from = after;
            var page = await store.ReadAsync(
                reader => reader.Groups.ListGroupsOfAsync(workspace, id, from, PageSize, cancellationToken), cancellationToken);
            foreach (var membership in page)
            {
                var group = await store.ReadAsync(
                    reader => reader.Groups.FindAsync(workspace, membership.Group, cancellationToken), cancellationToken);
                if (group is not null)
                {
                    groups.Add(group);
                }
            }

            if (page.Count < PageSize)
            {
                return groups;
            }

            after = page[^1].Group;
        }
    }
}
