using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Provisioning;

/// <summary>Reads the other side of memberships.</summary>
internal static class Relations
{
    private const int PageSize = 500;

    /// <summary>The groups a member is in, in ascending order of id.</summary>
    public static async ValueTask<IReadOnlyList<GroupReference>> GroupsOfAsync(
        IStoreReader store, Member member, CancellationToken cancellationToken)
    {
        var groups = new List<GroupReference>();
        GroupId? after = null;
        while (true)
        {
            var page = await store.Groups.ListGroupsOfAsync(
                member.Workspace, member.Id, after, PageSize, cancellationToken);
            foreach (var membership in page)
            {
                if (await store.Groups.FindAsync(member.Workspace, membership.Group, cancellationToken) is { } group)
                {
                    groups.Add(new GroupReference(group.Id, group.DisplayName));
                }
            }

            if (page.Count < PageSize)
            {
                return groups;
            }

            after = page[^1].Group;
        }
    }

    /// <summary>One page of a group's members with the names to show for them.</summary>
    public static async ValueTask<IReadOnlyList<GroupMember>> MembersOfAsync(
        IStoreReader store,
        WorkspaceId workspace,
        GroupId group,
        MemberId? after,
        int limit,
        CancellationToken cancellationToken)
    {
        var members = new List<GroupMember>();
        foreach (var membership in await store.Groups.ListMembersAsync(workspace, group, after, limit, cancellationToken))
        {
            var member = await store.Members.FindAsync(workspace, membership.Member, cancellationToken);
            members.Add(new GroupMember(membership.Member, member?.DisplayName ?? member?.UserName ?? ""));
        }

        return members;
    }
}
