using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Filter;

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

    public async Task<Result<ListPage<GroupView>>> ListAsync(
        Call call, ResourceQuery query, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryProvision, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var (groups, total) = query.Filter is { } filter
            ? await FindAsync(call, filter, query, cancellationToken)
            : await AllAsync(call.Workspace, query, cancellationToken);
        var views = new List<GroupView>(groups.Count);
        foreach (var group in groups)
        {
            views.Add(await ViewAsync(ForeignExternalId.Hide(call, group), query.WithRelations, cancellationToken));
        }

        return new ListPage<GroupView>(views, total, query.StartIndex);
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

    private async Task<(IReadOnlyList<Group> Groups, int Total)> AllAsync(
        WorkspaceId workspace, ResourceQuery query, CancellationToken cancellationToken)
    {
        var head = await store.ReadAsync(
            reader => reader.Workspaces.GetHeadAsync(workspace, cancellationToken), cancellationToken);
        var groups = await PagesOf(workspace).SliceAsync(query.StartIndex - 1, query.Count, cancellationToken);
        return (groups, head.Groups);
    }

    private async Task<(IReadOnlyList<Group> Groups, int Total)> FindAsync(
        Call call, ResourceFilter filter, ResourceQuery query, CancellationToken cancellationToken)
    {
        var workspace = call.Workspace;
        var expression = filter.Expression;
        var skip = query.StartIndex - 1;
        if (await CandidatesAsync(workspace, expression, cancellationToken) is { } candidates)
        {
            var matching = new List<Group>();
            foreach (var candidate in candidates)
            {
                if (await MatchesAsync(candidate))
                {
                    matching.Add(candidate);
                }
            }

            return (matching.Skip(skip).Take(query.Count).ToList(), matching.Count);
        }

        RowSelection selection = FilterIndex.EqualTo(expression, "externalId") is { } externalId
            ? new RowSelection.Equal(AttributeIndex.ExternalId, externalId)
            : (RowSelection?)FilterIndex.ModifiedBetween(expression) ?? new RowSelection.All();
        return await PagesOf(workspace).MatchAsync(selection, MatchesAsync, skip, query.Count, cancellationToken);

        async ValueTask<bool> MatchesAsync(Group group) => await GroupFilters.MatchesAsync(
            store,
            group,
            filter,
            withMembers => ViewAsync(ForeignExternalId.Hide(call, group), withMembers, cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// The few groups that can match, when the filter demands an id, a displayName or a member; null otherwise.
    /// </summary>
    private async Task<IReadOnlyList<Group>?> CandidatesAsync(
        WorkspaceId workspace, FilterExpression filter, CancellationToken cancellationToken)
    {
        if (FilterIndex.EqualTo(filter, "id") is { } id)
        {
            return ListOf(await FindAsync(workspace, id, cancellationToken));
        }

        if (FilterIndex.EqualTo(filter, "displayName") is { } displayName)
        {
            return ListOf(await store.ReadAsync(
                reader => reader.Groups.FindByDisplayNameAsync(workspace, displayName, cancellationToken), cancellationToken));
        }

        return FilterIndex.EqualTo(filter, "members.value") is { } member
            ? await GroupFilters.GroupsWithAsync(store, workspace, member, cancellationToken)
            : null;
    }

    private RowPages<Group> PagesOf(WorkspaceId workspace) => new(
        (selection, cursor, skip, limit, cancellationToken) => store.ReadAsync(
            reader => reader.Groups.ListAsync(workspace, selection, cursor, skip, limit, cancellationToken),
            cancellationToken));

    private static List<Group> ListOf(Group? group) => group is null ? [] : [group];
}
