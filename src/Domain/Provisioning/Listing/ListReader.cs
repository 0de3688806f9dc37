using System.Runtime.CompilerServices;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>
/// Reads one page of a list in short steps: never more than a page of rows in memory beside the answer, never one long
/// transaction.
/// </summary>
/// <param name="sources">One for each type of the query, in its order.</param>
internal sealed class ListReader(ResourceQuery query, IReadOnlyList<ResourceSource> sources)
{
    private const int StepSize = 500;

    private readonly ListPosition? after = (query.Window as ListWindow.ByCursor)?.After;
    private readonly int skip = query.Window is ListWindow.ByIndex { StartIndex: var start } ? start - 1 : 0;
    private readonly int count = query.Window.Count;

    public Task<ListPage> ReadAsync(CancellationToken cancellationToken) =>
        query.Types.Any(type => type.SortBy is not null) || Enumerable.Range(0, sources.Count).Any(IsOutOfOrder)
            ? SortedAsync(cancellationToken)
            : InOrderAsync(cancellationToken);

    // Where an index narrows a filter down, its rows can come in another order than that of their ids.
    private bool IsOutOfOrder(int type) =>
        query.Types[type].Filter is { } filter && sources[type].SelectionFor(filter.Expression) is RowSelection.ModifiedBetween;

    private async Task<ListPage> InOrderAsync(CancellationToken cancellationToken)
    {
        var window = new PlainWindow(skip, count);
        var total = after?.Total ?? 0;
        for (var type = after?.Type ?? 0; type < sources.Count; type++)
        {
            Guid? from = after?.Type == type ? after.Id : null;
            if (query.Types[type].Filter is null)
            {
                var size = after is null ? await sources[type].CountAsync(cancellationToken) : int.MaxValue;
                total += after is null ? size : 0;
                await TakeAsync(window, type, from, size, cancellationToken);
            }
            else
            {
                total += await MatchAsync(window, type, from, cancellationToken);
            }
        }

        foreach (var rows in window.Rows.GroupBy(row => row.Type).Where(rows => query.Types[rows.Key].WithRelations))
        {
            await sources[rows.Key].FetchAsync(rows.Select(row => row.Row), cancellationToken);
        }

        var items = new List<ListedResource>(window.Rows.Count);
        foreach (var (type, row) in window.Rows)
        {
            items.Add(await ShowAsync(type, row, cancellationToken));
        }

        var last = window.HasMore && window.Rows.Count > 0 ? window.Rows[^1] : default;
        return PageOf(items, total, last.Row is null ? null : new ListPosition(null, last.Type, last.Row.Id, total));
    }

    /// <summary>Adds rows by position, without looking into them.</summary>
    private async Task TakeAsync(PlainWindow window, int type, Guid? from, int size, CancellationToken cancellationToken)
    {
        if (window.SkipWhole(size) || (window.Room == 0 && query.Window is ListWindow.ByIndex))
        {
            return;
        }

        string? cursor = null;
        do
        {
            // One more than is wanted tells whether there is another page.
            var page = await sources[type].ReadAsync(
                new RowSelection.All(from), cursor, window.TakeSkip(), Math.Min(StepSize, window.Room + 1), cancellationToken);
            foreach (var row in page.Items)
            {
                window.Offer(type, row);
            }

            cursor = page.Next;
        }
        while (cursor is not null && !window.HasMore);
    }

    /// <returns>How many match, where that is asked: on a first page, and by index.</returns>
    private async Task<int> MatchAsync(PlainWindow window, int type, Guid? from, CancellationToken cancellationToken)
    {
        var total = 0;
        await foreach (var row in MatchingAsync(type, from, cancellationToken))
        {
            total++;
            window.Offer(type, row);
            if (after is not null && window.HasMore)
            {
                break;
            }
        }

        return after is null ? total : 0;
    }

    private async Task<ListPage> SortedAsync(CancellationToken cancellationToken)
    {
        var window = new SortedWindow(
            (int)Math.Min((long)skip + count, int.MaxValue), query.Descending, after);
        var total = 0;
        for (var type = 0; type < sources.Count; type++)
        {
            var order = query.Types[type].SortBy;
            await foreach (var row in MatchingAsync(type, from: null, cancellationToken))
            {
                total++;
                window.Offer(
                    order?.KeyOf(await row.ShowAsync(order.NeedsRelations, cancellationToken)), type, row.Id);
            }
        }

        var entries = window.Entries.Skip(skip).ToList();
        var items = new List<ListedResource>(entries.Count);
        foreach (var entry in entries)
        {
            if (await sources[entry.Type].FindAsync(entry.Id, cancellationToken) is { } row)
            {
                items.Add(await ShowAsync(entry.Type, row, cancellationToken));
            }
        }

        var last = window.HasMore && entries.Count > 0 ? entries[^1] : null;
        return PageOf(items, total, last is null ? null : new ListPosition(last.Key, last.Type, last.Id, total));
    }

    private async IAsyncEnumerable<ResourceRow> MatchingAsync(
        int type, Guid? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = sources[type];
        var filter = query.Types[type].Filter;
        if (filter is not null
            && FilterIndex.EqualTo(filter.Expression, "meta.resourceType") is { } wanted
            && wanted != query.Types[type].Type.Name)
        {
            yield break;
        }

        if (filter is not null && await source.CandidatesAsync(filter.Expression, cancellationToken) is { } candidates)
        {
            foreach (var row in candidates)
            {
                if (IsBehind(row.Id, from) && await row.MatchesAsync(filter, cancellationToken))
                {
                    yield return row;
                }
            }

            yield break;
        }

        var selection = filter is null ? new RowSelection.All(from) : source.SelectionFor(filter.Expression);
        selection = selection is RowSelection.All ? new RowSelection.All(from) : selection;
        string? cursor = null;
        do
        {
            var page = await source.ReadAsync(selection, cursor, skip: 0, StepSize, cancellationToken);
            foreach (var row in page.Items)
            {
                if (IsBehind(row.Id, from) && (filter is null || await row.MatchesAsync(filter, cancellationToken)))
                {
                    yield return row;
                }
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private static bool IsBehind(Guid id, Guid? from) => from is not { } last || id.CompareTo(last) > 0;

    private ValueTask<ListedResource> ShowAsync(int type, ResourceRow row, CancellationToken cancellationToken) =>
        row.ListAsync(query.Types[type].Type, query.Types[type].WithRelations, cancellationToken);

    private ListPage PageOf(List<ListedResource> items, int total, ListPosition? next) =>
        query.Window is ListWindow.ByIndex index
            ? new ListPage(items, total, index.StartIndex, Next: null)
            : new ListPage(items, total, StartIndex: null, next);
}
