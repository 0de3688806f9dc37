using System.Buffers;
using LiteDB;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>Pages of members, groups and resources, each list led by keys of its own. A cursor is the last row's key without the selection's prefix.</summary>
internal static class RowPages
{
    private const int MaxCursor = 64;
    private static readonly SearchValues<char> CursorCharacters = SearchValues.Create("0123456789abcdef/");

    /// <exception cref="FormatException">The cursor is not one that a page gave.</exception>
    public static Page<T> List<T>(
        Table table,
        string list,
        RowSelection selection,
        (string? Cursor, int Skip, int Limit) page,
        Func<BsonDocument, T> read)
    {
        var (index, prefix, range) = Plan(list, selection);
        if (page.Cursor is { } cursor)
        {
            RequireCursor(cursor);
            range = range.After(prefix + cursor);
        }

        var rows = table.Scan(index, range, page.Limit + 1, page.Skip).ToList();
        var more = rows.Count > page.Limit;
        var kept = more ? rows[..page.Limit] : rows;
        return new Page<T>(kept.ConvertAll(row => read(row)), more ? CursorOf(kept[^1], list, index) : null);
    }

    /// <summary>The index keys under which a row is found by the values of an attribute.</summary>
    public static IEnumerable<string> KeysOf(
        string list, AttributeIndex attribute, IEnumerable<string?> values, Guid id) => values
        .OfType<string>()
        .Select(CanonicalKey.Of)
        .Distinct(StringComparer.Ordinal)
        .Select(value => $"{PrefixOf(list, attribute, value)}{id:N}");

    private static (RowIndex Index, string Prefix, KeyRange Range) Plan(string list, RowSelection selection)
    {
        var prefix = list + "/";
        switch (selection)
        {
            case RowSelection.All all:
                var whole = KeyRange.Within(prefix);
                return (RowIndex.Id, prefix, all.After is { } after ? whole.After(prefix + RowKeys.Of(after)) : whole);

            case RowSelection.Equal equal:
                var value = PrefixOf(list, equal.Attribute, CanonicalKey.Of(equal.Value));
                return (Tables.ByValue, value, KeyRange.Within(value));

            case RowSelection.ModifiedBetween between:
                var range = KeyRange.Between(
                    prefix + RowKeys.At(between.From), prefix + RowKeys.At(between.Until));
                return (Tables.ByModified, prefix, range);

            default:
                throw new ArgumentException("No index for this selection.", nameof(selection));
        }
    }

    private static string PrefixOf(string list, AttributeIndex attribute, string canonicalValue) =>
        $"{LetterOf(attribute)}/{list}/{TextHash.Of(canonicalValue)}/";

    private static char LetterOf(AttributeIndex attribute) => attribute switch
    {
        AttributeIndex.ExternalId => 'x',
        AttributeIndex.DisplayName => 'd',
        AttributeIndex.Email => 'e',
    };

    private static string CursorOf(BsonDocument row, string list, RowIndex index)
    {
        var key = row.Text(index == Tables.ByModified ? index.Field : RowIndex.Id.Field);
        return key[(list.Length + 1)..];
    }

    private static void RequireCursor(string cursor)
    {
        if (cursor.Length is 0 or > MaxCursor || cursor.AsSpan().ContainsAnyExcept(CursorCharacters))
        {
            throw new FormatException("Not the cursor of a page.");
        }
    }
}
