using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Provisioning;

/// <summary>Reads the other side of memberships and links.</summary>
internal static class Relations
{
    /// <summary>The groups a member is in, by one state of the store.</summary>
    public static async ValueTask<IReadOnlyList<GroupReference>> GroupsOfAsync(
        IStoreReader store, Member member, CancellationToken cancellationToken)
    {
        var groups = new GroupsOfMember(member);
        while (!groups.IsDone)
        {
            await groups.StepAsync(store, cancellationToken);
        }

        return groups.Groups;
    }

    /// <summary>The same in steps, between which the store is free for others.</summary>
    public static async ValueTask<IReadOnlyList<GroupReference>> GroupsOfAsync(
        IStore store, Member member, CancellationToken cancellationToken)
    {
        var groups = new GroupsOfMember(member);
        while (!groups.IsDone)
        {
            await store.ReadAsync(
                async reader =>
                {
                    await groups.StepAsync(reader, cancellationToken);
                    return true;
                },
                cancellationToken);
        }

        return groups.Groups;
    }

    /// <summary>One page of a group's own members, Users first, then nested Groups.</summary>
    /// <param name="after">The last member of the previous page; null for the first.</param>
    /// <returns>Fewer than <paramref name="limit"/> at the end only.</returns>
    public static async ValueTask<IReadOnlyList<GroupMemberKey>> MembersOfAsync(
        IGroupReader groups,
        WorkspaceId workspace,
        GroupId group,
        GroupMemberKey? after,
        int limit,
        CancellationToken cancellationToken)
    {
        var members = new List<GroupMemberKey>();
        MemberId? user = after is { Type: GroupMemberType.User } lastUser ? new MemberId(lastUser.Id) : null;
        GroupId? nested = after is { Type: GroupMemberType.Group } lastGroup ? new GroupId(lastGroup.Id) : null;
        if (nested is null)
        {
            var users = await groups.ListMembersAsync(workspace, group, user, limit, cancellationToken);
            members.AddRange(users.Select(membership => GroupMemberKey.Of(membership.Member)));
        }

        if (members.Count < limit)
        {
            var links = await groups.ListNestedAsync(
                workspace, group, nested, limit - members.Count, cancellationToken);
            members.AddRange(links.Select(link => GroupMemberKey.Of(link.Child)));
        }

        return members;
    }

    /// <summary>A member with the name to show for it.</summary>
    public static async ValueTask<GroupMember> ShowAsync(
        IStoreReader store, WorkspaceId workspace, GroupMemberKey key, CancellationToken cancellationToken)
    {
        if (key.Type == GroupMemberType.Group)
        {
            var group = await store.Groups.FindAsync(workspace, new GroupId(key.Id), cancellationToken);
            return new GroupMember(key, group?.DisplayName ?? "");
        }

        var member = await store.Members.FindAsync(workspace, new MemberId(key.Id), cancellationToken);
        return new GroupMember(key, member?.DisplayName ?? member?.UserName ?? "");
    }

    /// <summary>The same as <see cref="MembersOfAsync"/>, with the names to show.</summary>
    public static async ValueTask<IReadOnlyList<GroupMember>> ShownMembersOfAsync(
        IStoreReader store,
        WorkspaceId workspace,
        GroupId group,
        GroupMemberKey? after,
        int limit,
        CancellationToken cancellationToken)
    {
        var members = new List<GroupMember>();
        foreach (var key in await MembersOfAsync(store.Groups, workspace, group, after, limit, cancellationToken))
        {
            members.Add(await ShowAsync(store, workspace, key, cancellationToken));
        }

        return members;
    }
}
