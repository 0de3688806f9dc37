using LiteDB;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>
/// Gives rows from before there were checksums theirs, page by page. It skips the rows that have one, so it may begin
/// again whenever it was cut off, also after an older program has written in between.
/// </summary>
internal static class RowSealing
{
    /// <summary>Rows to a transaction, all of whose pages LiteDB holds in memory.</summary>
    public const int PageSize = 250;

    private const string Highest = "\uffff";

    public static RowPlace? Step(ILiteDatabase database, RowPlace? from)
    {
        var place = from ?? new RowPlace(0, After: null);
        var table = new Table(database, Tables.All[place.Table]);
        var all = new KeyRange("", Highest);
        var page = table.Scan(RowIndex.Id, place.After is { } last ? all.After(last) : all, PageSize).ToList();
        foreach (var row in page.Where(row => !DocumentChecksum.IsIn(row)))
        {
            table.Update(row);
        }

        return page.Count == PageSize ? place with { After = page[^1].Text(RowIndex.Id.Field) }
            : place.Table + 1 < Tables.All.Count ? new RowPlace(place.Table + 1, After: null)
            : null;
    }
}
