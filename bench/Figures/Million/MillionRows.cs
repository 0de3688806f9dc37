using Npgsql;

namespace TeamAccess.Figures.Million;

/// <summary>
/// Members by the hundred thousand, made in the database of one that the store has written: set by set, since a unit for
/// each would take hours.
/// </summary>
internal sealed class MillionRows(string connectionString) : IAsyncDisposable
{
    private const int AtOnce = 100_000;

    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);

    /// <summary>Adds the members from number <paramref name="from"/> up to, and without, <paramref name="to"/>.</summary>
    public async Task AddMembersAsync(int from, int to)
    {
        for (var first = from; first < to; first += AtOnce)
        {
            await RunAsync(
                """
                WITH template AS (SELECT * FROM members WHERE name_key = '=person.0@figures.test'),
                made AS (
                    SELECT t.workspace, t.id AS old, gen_random_uuid() AS id, n, t.modified + n AS modified, t.body
                    FROM template t, generate_series($1::integer, $2::integer) n),
                added AS (
                    INSERT INTO members (workspace, id, name_key, modified, body)
                    SELECT workspace, id, '=person.' || n || '@figures.test', modified,
                        replace(replace(replace(replace(body, old::text, id::text),
                            'person.0@', 'person.' || n || '@'),
                            'directory-object-000000000', 'directory-object-' || lpad(n::text, 9, '0')),
                            'Number 0', 'Number ' || n)
                    FROM made RETURNING 1),
                found AS (
                    INSERT INTO found_by (workspace, list, attribute, value_key, id)
                    SELECT workspace, 'members', attribute, '=' || value, id
                    FROM made, LATERAL (VALUES
                        ('externalId', 'directory-object-' || lpad(n::text, 9, '0')),
                        ('displayName', 'person number ' || n),
                        ('email', 'person.' || n || '@figures.test')) AS held (attribute, value)
                    RETURNING 1)
                UPDATE heads SET
                    members = members + (SELECT count(*) FROM added)::integer,
                    active_members = active_members + (SELECT count(*) FROM added)::integer
                """,
                first,
                Math.Min(first + AtOnce, to) - 1);
        }
    }

    /// <summary>Puts members into a group until it has that many.</summary>
    public Task AddMembershipsAsync(string group, int count) => RunAsync(
        """
        INSERT INTO memberships (workspace, group_id, member_id, since)
        SELECT workspace, $1::text::uuid, id, 0 FROM members ORDER BY id LIMIT $2::integer
        ON CONFLICT DO NOTHING
        """,
        group,
        count);

    /// <summary>What the database does by itself some minutes after such a change.</summary>
    public Task AnalyzeAsync() => RunAsync("VACUUM ANALYZE");

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task RunAsync(string sql, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
