using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Provisioning;

/// <summary>Reads groups for a directory connection.</summary>
internal sealed class GroupReading(IStore store, ReadGuard guard)
{
    private const int MemberStep = 500;

    public async Task<Result<GroupView>> GetAsync(
        Call call, string id, bool withMembers, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryProvision, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var group = await FindAsync(call.Workspace, id, cancellationToken);
        return group is null ? Failure.NotFound("Group", id) : await ViewAsync(ForeignExternalId.Hide(call, group), withMembers, cancellationToken);
    }

    /// <summary>A group with its members, read in steps so that a large one does not hold the store up.</summary>
    public async ValueTask<GroupView> ViewAsync(Group group, bool withMembers, CancellationToken cancellationToken)
    {
        var members = new List<GroupMember>();
        while (withMembers)
        {
            GroupMemberKey? after = members.Count == 0 ? null : members[^1].Key;
            var step = await store.ReadAsync(
                reader => Relations.ShownMembersOfAsync(
                    reader, group.Workspace, group.Id, after, MemberStep, cancellationToken),
                cancellationToken);
            members.AddRange(step);
            if (step.Count < MemberStep)
            {
                break;
            }
        }

        return new GroupView(group, members);
    }

    private async Task<Group?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellationToken) =>
        GroupId.TryParse(id, out var groupId)
            ? await store.ReadAsync(
                reader => reader.Groups.FindAsync(workspace, groupId, cancellationToken), cancellationToken)
            : null;
}
