using System.Text.Json.Nodes;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>The users of the caller's workspace.</summary>
internal sealed class UserSource(IStore store, UserReading reading, ResourceTypeDefinition type, Call call) : ResourceSource
{
    public override async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var head = await store.ReadAsync(
            reader => reader.Workspaces.GetHeadAsync(call.Workspace, cancellationToken), cancellationToken);
        return head.Members;
    }

    public override async Task<ResourceRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        RowOf(await store.FindMemberAsync(call.Workspace, new MemberId(id), cancellationToken));

    public override async Task<IReadOnlyList<ResourceRow>?> CandidatesAsync(
        FilterExpression filter, CancellationToken cancellationToken)
    {
        if (FilterIndex.EqualTo(filter, "id") is { } id)
        {
            return ListOf(MemberId.TryParse(id, out var memberId) ? await FindAsync(memberId.Value, cancellationToken) : null);
        }

        return FilterIndex.EqualTo(filter, "userName") is { } userName
            ? ListOf(RowOf(await store.FindMemberByUserNameAsync(call.Workspace, userName, cancellationToken)))
            : null;
    }

    public override RowSelection SelectionFor(FilterExpression filter) =>
        EqualSelection(filter, "externalId", AttributeIndex.ExternalId)
        ?? EqualSelection(filter, "emails.value", AttributeIndex.Email)
        ?? EqualSelection(filter, "displayName", AttributeIndex.DisplayName)
        ?? (RowSelection?)FilterIndex.ModifiedBetween(filter)
        ?? new RowSelection.All();

    public override async Task<Page<ResourceRow>> ReadAsync(
        RowSelection selection, string? cursor, int skip, int limit, CancellationToken cancellationToken)
    {
        var page = await store.ReadAsync(
            reader => reader.Members.ListAsync(call.Workspace, selection, cursor, skip, limit, cancellationToken),
            cancellationToken);
        return new Page<ResourceRow>(page.Items.Select(member => RowOf(member)!).ToList(), page.Next);
    }

    public override async ValueTask FetchAsync(IEnumerable<ResourceRow> rows, CancellationToken cancellationToken)
    {
        var users = rows.OfType<UserRow>().ToList();
        var groups = await reading.GroupsOfAllAsync(users.ConvertAll(user => user.Member), cancellationToken);
        users.ForEach(user => user.Groups = groups.GetValueOrDefault(user.Member.Id));
    }

    private static RowSelection.Equal? EqualSelection(FilterExpression filter, string attribute, AttributeIndex index) =>
        FilterIndex.EqualTo(filter, attribute) is { } value ? new RowSelection.Equal(index, value) : null;

    private static List<ResourceRow> ListOf(ResourceRow? row) => row is null ? [] : [row];

    private UserRow? RowOf(Member? member) => member is null ? null : new UserRow(reading, type, call, member);

    private sealed class UserRow(UserReading reading, ResourceTypeDefinition type, Call call, Member member) : ResourceRow
    {
        public Member Member => member;

        /// <summary>Null until they were read ahead.</summary>
        public IReadOnlyList<GroupReference>? Groups { get; set; }

        public override Guid Id => member.Id.Value;

        public override async ValueTask<bool> MatchesAsync(ResourceFilter filter, CancellationToken cancellationToken)
        {
            // The entity-tag follows the groups too.
            var needsGroups = FilterIndex.Mentions(filter.Expression, "groups")
                || FilterIndex.Mentions(filter.Expression, "meta", "version");
            return filter.Matches(await ShowAsync(needsGroups, cancellationToken));
        }

        public override async ValueTask<JsonObject> ShowAsync(bool withRelations, CancellationToken cancellationToken) =>
            ScimRepresentation.Of(
                withRelations && Groups is { } groups
                    ? await reading.ViewAsync(call, member, groups, cancellationToken)
                    : await reading.ViewAsync(call, member, withRelations, cancellationToken),
                type);
    }
}
