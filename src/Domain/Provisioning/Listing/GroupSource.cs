using System.Text.Json.Nodes;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>The groups of the caller's workspace.</summary>
internal sealed class GroupSource(IStore store, GroupReading reading, ResourceTypeDefinition type, Call call) : ResourceSource
{
    public override async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var head = await store.ReadAsync(
            reader => reader.Workspaces.GetHeadAsync(call.Workspace, cancellationToken), cancellationToken);
        return head.Groups;
    }

    public override async Task<ResourceRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await store.ReadAsync(
            reader => reader.Groups.FindAsync(call.Workspace, new GroupId(id), cancellationToken), cancellationToken)
            is { } group
            ? RowOf(group)
            : null;

    public override async Task<IReadOnlyList<ResourceRow>?> CandidatesAsync(
        FilterExpression filter, CancellationToken cancellationToken)
    {
        if (FilterIndex.EqualTo(filter, "id") is { } id)
        {
            return GroupId.TryParse(id, out var groupId) && await FindAsync(groupId.Value, cancellationToken) is { } row ? [row] : [];
        }

        if (FilterIndex.EqualTo(filter, "displayName") is { } displayName)
        {
            var named = await store.ReadAsync(
                reader => reader.Groups.FindByDisplayNameAsync(call.Workspace, displayName, cancellationToken),
                cancellationToken);
            return named is null ? [] : [RowOf(named)];
        }

        return FilterIndex.EqualTo(filter, "members.value") is { } member
            ? (await GroupFilters.GroupsWithAsync(store, call.Workspace, member, cancellationToken)).Select(RowOf).ToList()
            : null;
    }

    public override RowSelection SelectionFor(FilterExpression filter) =>
        FilterIndex.EqualTo(filter, "externalId") is { } externalId
            ? new RowSelection.Equal(AttributeIndex.ExternalId, externalId)
            : (RowSelection?)FilterIndex.ModifiedBetween(filter) ?? new RowSelection.All();

    public override async Task<Page<ResourceRow>> ReadAsync(
        RowSelection selection, string? cursor, int skip, int limit, CancellationToken cancellationToken)
    {
        var page = await store.ReadAsync(
            reader => reader.Groups.ListAsync(call.Workspace, selection, cursor, skip, limit, cancellationToken),
            cancellationToken);
        return new Page<ResourceRow>(page.Items.Select(RowOf).ToList(), page.Next);
    }

    private ResourceRow RowOf(Group group) => new GroupRow(store, reading, type, call, group);

    private sealed class GroupRow(IStore store, GroupReading reading, ResourceTypeDefinition type, Call call, Group group)
        : ResourceRow
    {
        private readonly Group shown = ForeignExternalId.Hide(call, group);

        public override Guid Id => shown.Id.Value;

        public override ValueTask<bool> MatchesAsync(ResourceFilter filter, CancellationToken cancellationToken) =>
            GroupFilters.MatchesAsync(
                store,
                shown,
                type,
                filter,
                withMembers => reading.ViewAsync(shown, withMembers, cancellationToken),
                cancellationToken);

        public override async ValueTask<JsonObject> ShowAsync(bool withRelations, CancellationToken cancellationToken) =>
            ScimRepresentation.Of(await reading.ViewAsync(shown, withRelations, cancellationToken), type);

        public override async ValueTask<ListedResource> ListAsync(
            ResourceTypeDefinition type, bool withRelations, CancellationToken cancellationToken)
        {
            var view = await reading.ViewAsync(shown, withRelations, cancellationToken);
            return new ListedResource(type, ScimRepresentation.WithFirstMembers(view, type))
            {
                LaterMembers = ScimRepresentation.LaterMembers(view),
            };
        }
    }
}
