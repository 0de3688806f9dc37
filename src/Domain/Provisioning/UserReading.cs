using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Filter;

namespace TeamAccess.Domain.Provisioning;

/// <summary>Reads users for a directory connection.</summary>
internal sealed class UserReading(IStore store, ReadGuard guard)
{
    public async Task<Result<UserView>> GetAsync(Call call, string id, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryProvision, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var member = MemberId.TryParse(id, out var memberId)
            ? await store.FindMemberAsync(call.Workspace, memberId, cancellationToken)
            : null;
        return member is null
            ? Failure.NotFound("User", id)
            : await ViewAsync(call, member, withGroups: true, cancellationToken);
    }

    public async Task<Result<ListPage<UserView>>> ListAsync(
        Call call, ResourceQuery query, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryProvision, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var (members, total) = query.Filter is { } filter
            ? await FindAsync(call, filter, query, cancellationToken)
            : await AllAsync(call.Workspace, query, cancellationToken);
        var views = new List<UserView>(members.Count);
        foreach (var member in members)
        {
            views.Add(await ViewAsync(call, member, query.WithRelations, cancellationToken));
        }

        return new ListPage<UserView>(views, total, query.StartIndex);
    }

    private async Task<(IReadOnlyList<Member> Members, int Total)> AllAsync(
        WorkspaceId workspace, ResourceQuery query, CancellationToken cancellationToken)
    {
        var head = await store.ReadAsync(
            reader => reader.Workspaces.GetHeadAsync(workspace, cancellationToken), cancellationToken);
        var members = await PagesOf(workspace).SliceAsync(query.StartIndex - 1, query.Count, cancellationToken);
        return (members, head.Members);
    }

    private async Task<(IReadOnlyList<Member> Members, int Total)> FindAsync(
        Call call, ResourceFilter filter, ResourceQuery query, CancellationToken cancellationToken)
    {
        var workspace = call.Workspace;

        // The entity-tag follows the groups too.
        var needsGroups = FilterIndex.Mentions(filter.Expression, "groups")
            || FilterIndex.Mentions(filter.Expression, "meta", "version");
        async ValueTask<bool> MatchesAsync(Member member) =>
            filter.Matches(ScimRepresentation.Of(await ViewAsync(call, member, needsGroups, cancellationToken)));

        if (FilterIndex.EqualTo(filter.Expression, "id") is { } id)
        {
            return await OneAsync(
                MemberId.TryParse(id, out var memberId)
                    ? await store.FindMemberAsync(workspace, memberId, cancellationToken)
                    : null);
        }

        if (FilterIndex.EqualTo(filter.Expression, "userName") is { } userName)
        {
            return await OneAsync(await store.FindMemberByUserNameAsync(workspace, userName, cancellationToken));
        }

        return await PagesOf(workspace).MatchAsync(
            SelectionOf(filter.Expression), MatchesAsync, query.StartIndex - 1, query.Count, cancellationToken);

        async Task<(IReadOnlyList<Member>, int)> OneAsync(Member? candidate)
        {
            var found = candidate is not null && await MatchesAsync(candidate) ? 1 : 0;
            return (found == 1 && query is { StartIndex: 1, Count: > 0 } ? [candidate!] : [], found);
        }
    }

    private static RowSelection SelectionOf(FilterExpression filter) =>
        EqualSelection(filter, "externalId", AttributeIndex.ExternalId)
        ?? EqualSelection(filter, "emails.value", AttributeIndex.Email)
        ?? EqualSelection(filter, "displayName", AttributeIndex.DisplayName)
        ?? (RowSelection?)FilterIndex.ModifiedBetween(filter)
        ?? new RowSelection.All();

    private static RowSelection.Equal? EqualSelection(FilterExpression filter, string attribute, AttributeIndex index) =>
        FilterIndex.EqualTo(filter, attribute) is { } value ? new RowSelection.Equal(index, value) : null;

    private RowPages<Member> PagesOf(WorkspaceId workspace) => new(
        (selection, cursor, skip, limit, cancellationToken) => store.ReadAsync(
            reader => reader.Members.ListAsync(workspace, selection, cursor, skip, limit, cancellationToken),
            cancellationToken));

    private async ValueTask<UserView> ViewAsync(
        Call call, Member member, bool withGroups, CancellationToken cancellationToken) =>
        new(
            ForeignExternalId.Hide(call, member),
            withGroups ? await Relations.GroupsOfAsync(store, member, cancellationToken) : []);
}
