using System.Globalization;
using System.Text.Json.Nodes;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>
/// The roles or entitlements that the caller can assign. They are few and in memory; among rows of the store each goes by its
/// place in the role table.
/// </summary>
internal sealed class GovernanceSource(GovernanceReading reading, ResourceTypeDefinition type, Call call) : ResourceSource
{
    private IReadOnlyList<ResourceRow>? all;

    public override async Task<int> CountAsync(CancellationToken cancellationToken) => (await AllAsync(cancellationToken)).Count;

    public override async Task<ResourceRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(row => row.Id == id);

    public override Task<IReadOnlyList<ResourceRow>?> CandidatesAsync(
        FilterExpression filter, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ResourceRow>?>(null);

    public override RowSelection SelectionFor(FilterExpression filter) => new RowSelection.All();

    public override async Task<Page<ResourceRow>> ReadAsync(
        RowSelection selection, string? cursor, int skip, int limit, CancellationToken cancellationToken)
    {
        var after = (selection as RowSelection.All)?.After;
        var rows = (await AllAsync(cancellationToken))
            .Where(row => after is not { } last || row.Id.CompareTo(last) > 0)
            .ToList();
        var from = (cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture)) + skip;
        var items = rows.Skip(from).Take(limit).ToList();
        var next = from + items.Count;
        return new Page<ResourceRow>(items, next < rows.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    private async ValueTask<IReadOnlyList<ResourceRow>> AllAsync(CancellationToken cancellationToken) =>
        all ??= [.. (await reading.ListAsync(call, type, cancellationToken)).Select((resource, place) => new Row(place, resource))];

    private sealed class Row(int place, JsonObject resource) : ResourceRow
    {
        public override Guid Id { get; } = new(place + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        public override async ValueTask<bool> MatchesAsync(ResourceFilter filter, CancellationToken cancellationToken) =>
            filter.Matches(await ShowAsync(withRelations: false, cancellationToken));

        public override ValueTask<JsonObject> ShowAsync(bool withRelations, CancellationToken cancellationToken) =>
            ValueTask.FromResult(resource.DeepClone().AsObject());
    }
}
