using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Groups;

namespace TeamAccess.Domain.Provisioning;

/// <summary>The rows of one group's members: memberships for Users, links for Groups.</summary>
internal sealed class MemberRows(Change change, GroupId group)
{
    /// <summary>How many members one audit event names at most.</summary>
    private const int PerEvent = 100;

    public ValueTask<bool> HasAsync(GroupMemberKey member, CancellationToken cancellationToken) =>
        member.Type == GroupMemberType.User
            ? change.Unit.Groups.IsMemberAsync(
                change.WorkspaceId, group, new MemberId(member.Id), cancellationToken)
            : change.Unit.Groups.IsNestedAsync(change.WorkspaceId, group, new GroupId(member.Id), cancellationToken);

    public async ValueTask AddAsync(IReadOnlyList<GroupMemberKey> members, CancellationToken cancellationToken)
    {
        foreach (var member in members)
        {
            _ = member.Type == GroupMemberType.User
                ? await change.Unit.Groups.AddMemberAsync(
                    new Membership(change.WorkspaceId, group, new MemberId(member.Id), change.Now), cancellationToken)
                : await change.Unit.Groups.NestAsync(
                    new GroupLink(change.WorkspaceId, group, new GroupId(member.Id), change.Now), cancellationToken);
        }

        await RecordAsync(change, AuditActions.GroupMembersAdded, group, members, cancellationToken);
    }

    public async ValueTask RemoveAsync(IReadOnlyList<GroupMemberKey> members, CancellationToken cancellationToken)
    {
        foreach (var member in members)
        {
            _ = member.Type == GroupMemberType.User
                ? await change.Unit.Groups.RemoveMemberAsync(
                    change.WorkspaceId, group, new MemberId(member.Id), cancellationToken)
                : await change.Unit.Groups.UnnestAsync(
                    change.WorkspaceId, group, new GroupId(member.Id), cancellationToken);
        }

        await RecordAsync(change, AuditActions.GroupMembersRemoved, group, members, cancellationToken);
    }

    /// <summary>
    /// Takes a group that is about to go out of every group that it is nested in; each of those changes by that.
    /// </summary>
    public static async ValueTask LeaveParentsAsync(
        Change change, GroupId child, int pageSize, CancellationToken cancellationToken)
    {
        IReadOnlyList<GroupLink> links;
        do
        {
            links = await change.Unit.Groups.ListParentsAsync(
                change.WorkspaceId, child, after: null, pageSize, cancellationToken);
            foreach (var link in links)
            {
                await new MemberRows(change, link.Parent).RemoveAsync([GroupMemberKey.Of(child)], cancellationToken);
                if (await change.Unit.Groups.FindAsync(change.WorkspaceId, link.Parent, cancellationToken) is { } parent)
                {
                    await change.Unit.Groups.UpdateAsync(
                        parent with { Version = parent.Version + 1, LastModified = change.Now }, cancellationToken);
                }
            }
        }
        while (links.Count == pageSize);
    }

    // An event is about members of the workspace; nested groups are none, so they are among what changed.
    private static async ValueTask RecordAsync(
        Change change,
        string action,
        GroupId group,
        IReadOnlyList<GroupMemberKey> members,
        CancellationToken cancellationToken)
    {
        var target = $"group:{group}";
        var users = members.Where(member => member.Type == GroupMemberType.User);
        foreach (var some in users.Chunk(PerEvent))
        {
            await change.RecordAsync(
                action, target, some.Select(member => new MemberId(member.Id)), [], cancellationToken);
        }

        var isGain = action == AuditActions.GroupMembersAdded;
        var groups = members.Where(member => member.Type == GroupMemberType.Group);
        foreach (var some in groups.Chunk(PerEvent))
        {
            var changes = some.Select(member => new GroupId(member.Id).ToString())
                .Select(id => new AuditChange("nestedGroup", isGain ? null : id, isGain ? id : null))
                .ToList();
            await change.RecordAsync(action, target, [], changes, cancellationToken);
        }
    }
}
