using System.Globalization;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

/// <summary>Pages of the tables with a body, an id and a time of change, by keyset.</summary>
internal sealed class RowLists(Session session)
{
    /// <param name="rows">One of our own tables, its name in <c>found_by</c>, and the type where it holds several.</param>
    /// <exception cref="FormatException">The cursor is not one that a page gave.</exception>
    public async ValueTask<Page<T>> ListAsync<T>(
        (string Table, string List, string? Type) rows,
        WorkspaceId workspace,
        RowSelection selection,
        (string? Cursor, int Skip, int Limit) page,
        CancellationToken cancellationToken)
    {
        var statement = Plan(rows, workspace, selection, page);
        await session.EnterAsync(workspace, cancellationToken);
        var found = await session.QueryAsync(
            statement,
            row => (Item: Body.Read<T>(row.GetString(0)), Place: new Place(row.GetInt64(1), row.GetGuid(2))),
            cancellationToken);
        var more = found.Count > page.Limit;
        var kept = more ? found[..page.Limit] : found;
        return new Page<T>(kept.ConvertAll(row => row.Item), more ? kept[^1].Place.Write() : null);
    }

    /// <summary>Makes a row found by what it holds now, and by nothing that it held before.</summary>
    public static Statement Index(
        WorkspaceId workspace, string list, Guid id, params (AttributeIndex Attribute, IEnumerable<string?> Values)[] values)
    {
        var keys = values
            .SelectMany(value => value.Values.OfType<string>().Select(text => (Keys.Of(value.Attribute), Keys.Named(text))))
            .Distinct()
            .ToList();
        return new Statement(
            """
            WITH held AS (SELECT * FROM unnest($4::text[], $5::text[]) AS held (attribute, value_key)),
            gone AS (
                DELETE FROM found_by WHERE workspace = $1 AND list = $2 AND id = $3
                AND (attribute, value_key) NOT IN (SELECT attribute, value_key FROM held))
            INSERT INTO found_by (workspace, list, attribute, value_key, id)
            SELECT $1, $2, attribute, value_key, $3 FROM held
            ON CONFLICT DO NOTHING
            """,
            Keys.Of(workspace),
            list,
            id,
            keys.Select(key => key.Item1).ToArray(),
            keys.Select(key => key.Item2).ToArray());
    }

    public static Statement Forget(WorkspaceId workspace, string list, Guid id) => new(
        "DELETE FROM found_by WHERE workspace = $1 AND list = $2 AND id = $3", Keys.Of(workspace), list, id);

    private static Statement Plan(
        (string Table, string List, string? Type) rows,
        WorkspaceId workspace,
        RowSelection selection,
        (string? Cursor, int Skip, int Limit) page)
    {
        var place = page.Cursor is { } cursor ? Place.Read(cursor) : default;
        var (key, type) = (Keys.Of(workspace), rows.Type is null ? "" : " AND r.type = $5");
        object[] common = [key, page.Limit + 1, page.Skip, place.Id];
        object[] values = rows.Type is { } name ? [.. common, Keys.Text(name)] : [.. common];
        var next = values.Length + 1;
        return selection switch
        {
            RowSelection.All all => new Statement(
                $"""
                SELECT r.body, 0::bigint, r.id FROM {rows.Table} r WHERE r.workspace = $1{type} AND r.id > $4
                ORDER BY r.id LIMIT $2 OFFSET $3
                """,
                [.. values[..3], Later(all.After, place.Id), .. values[4..]]),
            RowSelection.Equal equal => new Statement(
                $"""
                SELECT r.body, 0::bigint, r.id FROM found_by f JOIN {rows.Table} r ON r.workspace = $1 AND r.id = f.id{type}
                WHERE f.workspace = $1 AND f.list = ${next} AND f.attribute = ${next + 1} AND f.value_key = ${next + 2} AND f.id > $4
                ORDER BY f.id LIMIT $2 OFFSET $3
                """,
                [.. values, rows.List, Keys.Of(equal.Attribute), Keys.Named(equal.Value)]),
            RowSelection.ModifiedBetween between => new Statement(
                $"""
                SELECT r.body, r.modified, r.id FROM {rows.Table} r WHERE r.workspace = $1{type}
                AND (r.modified, r.id) > (${next}, $4) AND r.modified BETWEEN ${next + 1} AND ${next + 2}
                ORDER BY r.modified, r.id LIMIT $2 OFFSET $3
                """,
                [.. values, page.Cursor is null ? -1L : place.Ticks, between.From.UtcTicks, between.Until.UtcTicks]),
            _ => throw new ArgumentException("No index for this selection.", nameof(selection)),
        };
    }

    private static Guid Later(Guid? after, Guid cursor) =>
        after is { } id && id.CompareTo(cursor) > 0 ? id : cursor;

    /// <summary>Where a page ended.</summary>
    private readonly record struct Place(long Ticks, Guid Id)
    {
        private const int TicksLength = 16;
        private const int Length = TicksLength + 32;

        public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Ticks:x16}{Id:N}");

        public static Place Read(string cursor) =>
            cursor.Length == Length
            && long.TryParse(cursor.AsSpan(0, TicksLength), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ticks)
            && Guid.TryParseExact(cursor.AsSpan(TicksLength), "N", out var id)
                ? new Place(ticks, id)
                : throw new FormatException("Not the cursor of a page.");
    }
}
