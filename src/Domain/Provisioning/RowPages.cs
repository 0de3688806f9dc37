using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// Lists resources page by page: never more than one page of rows in memory beside the answer, and never one long
/// transaction.
/// </summary>
internal sealed class RowPages<TRow>(
    Func<RowSelection, string?, int, int, CancellationToken, Task<Page<TRow>>> readAsync)
{
    private const int PageSize = 500;

    /// <summary>Rows by position, for a list whose total is known.</summary>
    public async Task<IReadOnlyList<TRow>> SliceAsync(int skip, int count, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        string? cursor = null;
        while (rows.Count < count)
        {
            var page = await readAsync(
                new RowSelection.All(), cursor, rows.Count == 0 ? skip : 0, Math.Min(PageSize, count - rows.Count), cancellationToken);
            rows.AddRange(page.Items);
            cursor = page.Next;
            if (cursor is null)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>Tests every row of a selection, counts those that match and keeps the ones of one page.</summary>
    public async Task<(IReadOnlyList<TRow> Rows, int Total)> MatchAsync(
        RowSelection selection,
        Func<TRow, ValueTask<bool>> matches,
        int skip,
        int count,
        CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        var total = 0;
        string? cursor = null;
        do
        {
            var page = await readAsync(selection, cursor, 0, PageSize, cancellationToken);
            foreach (var row in page.Items)
            {
                if (await matches(row) && ++total > skip && rows.Count < count)
                {
                    rows.Add(row);
                }
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        return (rows, total);
    }
}
