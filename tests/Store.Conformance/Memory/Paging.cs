using System.Globalization;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed record PageRequest(string? Cursor, int Skip, int Limit);

/// <summary>Selects and cuts pages by scanning.</summary>
internal static class Paging
{
    /// <param name="rows">A workspace's rows in order of id.</param>
    public static Page<T> Of<T>(
        IEnumerable<T> rows,
        RowSelection selection,
        PageRequest request,
        Func<T, (Guid Id, DateTimeOffset LastModified)> placeOf,
        Func<T, AttributeIndex, IEnumerable<string?>> valuesOf)
    {
        var byTime = selection is RowSelection.ModifiedBetween;
        var after = Read(request.Cursor);
        var places = rows
            .Where(row => IsSelected(row, selection, placeOf, valuesOf))
            .Select(row => (Row: row, Place: Place(placeOf(row), byTime)))
            .OrderBy(row => row.Place)
            .Where(row => after is null || row.Place.CompareTo(after.Value) > 0)
            .Skip(request.Skip)
            .Take(request.Limit + 1)
            .ToList();
        var items = places.Take(request.Limit).ToList();
        return new Page<T>(
            items.Select(row => row.Row).ToList(), places.Count > items.Count ? Write(items[^1].Place) : null);
    }

    private static bool IsSelected<T>(
        T row,
        RowSelection selection,
        Func<T, (Guid Id, DateTimeOffset LastModified)> placeOf,
        Func<T, AttributeIndex, IEnumerable<string?>> valuesOf) => selection switch
        {
            RowSelection.All all => all.After is not { } after || placeOf(row).Id.CompareTo(after) > 0,
            RowSelection.Equal equal => valuesOf(row, equal.Attribute)
                .Any(value => value is not null && CanonicalKey.Of(value) == CanonicalKey.Of(equal.Value)),
            RowSelection.ModifiedBetween between =>
                placeOf(row).LastModified >= between.From && placeOf(row).LastModified <= between.Until,
            _ => throw new ArgumentException("No rule for this selection.", nameof(selection)),
        };

    private static (long Ticks, Guid Id) Place((Guid Id, DateTimeOffset LastModified) row, bool byTime) =>
        (byTime ? row.LastModified.UtcTicks : 0, row.Id);

    private static string Write((long Ticks, Guid Id) place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.Ticks}.{place.Id:D}");

    private static (long Ticks, Guid Id)? Read(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        var parts = cursor.Split('.');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), Guid.ParseExact(parts[1], "D"));
    }
}
