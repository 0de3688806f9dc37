using System.Buffers;
using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>Pages of members and groups. A cursor is the last row's key without the selection's prefix.</summary>
internal static class RowPages
{
    private const int MaxCursor = 64;
    private static readonly SearchValues<char> CursorCharacters = SearchValues.Create("0123456789abcdef/");

    /// <exception cref="FormatException">The cursor is not one that a page gave.</exception>
    public static Page<T> List<T>(
        Table table,
        WorkspaceId workspace,
        RowSelection selection,
        (string? Cursor, int Skip, int Limit) page,
        Func<BsonDocument, T> read)
    {
        var (index, prefix, range) = Plan(workspace, selection);
        if (page.Cursor is { } cursor)
        {
            RequireCursor(cursor);
            range = range.After(prefix + cursor);
        }

        var rows = table.Scan(index, range, page.Limit + 1, page.Skip).ToList();
        var more = rows.Count > page.Limit;
        var kept = more ? rows[..page.Limit] : rows;
        return new Page<T>(kept.ConvertAll(row => read(row)), more ? CursorOf(kept[^1], index) : null);
    }

    /// <summary>The index keys under which a row is found by the values of an attribute.</summary>
    public static IEnumerable<string> KeysOf(
        WorkspaceId workspace, AttributeIndex attribute, IEnumerable<string?> values, Guid id) => values
        .OfType<string>()
        .Select(CanonicalKey.Of)
        .Distinct(StringComparer.Ordinal)
        .Select(value => $"{PrefixOf(workspace, attribute, value)}{id:N}");

    private static (RowIndex Index, string Prefix, KeyRange Range) Plan(WorkspaceId workspace, RowSelection selection)
    {
        var prefix = RowKeys.Of(workspace) + "/";
        switch (selection)
        {
            case RowSelection.All:
                return (RowIndex.Id, prefix, KeyRange.Within(prefix));

            case RowSelection.Equal equal:
                var value = PrefixOf(workspace, equal.Attribute, CanonicalKey.Of(equal.Value));
                return (Tables.ByValue, value, KeyRange.Within(value));

            case RowSelection.ModifiedBetween between:
                var range = KeyRange.Between(
                    RowKeys.At(workspace, between.From), RowKeys.At(workspace, between.Until));
                return (Tables.ByModified, prefix, range);

            default:
                throw new ArgumentException("No index for this selection.", nameof(selection));
        }
    }

    private static string PrefixOf(WorkspaceId workspace, AttributeIndex attribute, string canonicalValue) =>
        $"{LetterOf(attribute)}/{RowKeys.Of(workspace)}/{RowKeys.Hash(canonicalValue)}/";

    private static char LetterOf(AttributeIndex attribute) => attribute switch
    {
        AttributeIndex.ExternalId => 'x',
        AttributeIndex.DisplayName => 'd',
        AttributeIndex.Email => 'e',
    };

    private static string CursorOf(BsonDocument row, RowIndex index)
    {
        var key = row.Text(index == Tables.ByModified ? index.Field : RowIndex.Id.Field);
        return key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];
    }

    private static void RequireCursor(string cursor)
    {
        if (cursor.Length is 0 or > MaxCursor || cursor.AsSpan().ContainsAnyExcept(CursorCharacters))
        {
            throw new FormatException("Not the cursor of a page.");
        }
    }
}
