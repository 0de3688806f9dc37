using System.Text.RegularExpressions;

namespace TeamAccess.Store.Tests.Postgres;

/// <summary>Whether deploy/citus.sql fits the schema. Citus itself takes no part.</summary>
public sealed partial class DistributionTests : PostgresTest
{
    [Fact]
    public async Task EveryTable_IsDistributedOrCopied_Once()
    {
        await Engine.OpenAsync();
        var tables = await SqlAsync(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace");

        var named = Read().Select(table => table.Name).ToList();

        Assert.Equal(tables.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryUniqueKey_OfADistributedTable_HoldsTheColumnItIsDistributedBy()
    {
        await Engine.OpenAsync();
        var keys = await SqlAsync(
            """
            SELECT t.relname || ' ' || string_agg(a.attname, ' ') FROM pg_index i
            JOIN pg_class t ON t.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
            WHERE i.indisunique AND t.relnamespace = current_schema()::regnamespace GROUP BY i.indexrelid, t.relname
            """);

        foreach (var (name, column) in Read().Where(table => table.Column is not null))
        {
            var own = keys.Select(key => key.Split(' ')).Where(key => key[0] == name).ToList();
            Assert.NotEmpty(own);
            Assert.All(own, key => Assert.Contains(column, key[1..]));
        }
    }

    [Fact]
    public async Task EveryTableOfAWorkspace_LiesWithItsOtherRows()
    {
        await Engine.OpenAsync();
        var tables = await SqlAsync(
            """
            SELECT t.relname FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'workspace'
            WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace
            """);

        Assert.Equal(
            tables.Order(StringComparer.Ordinal),
            Read().Where(table => table.Column == "workspace").Select(table => table.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Each table with the column it is distributed by; null for one that is copied.</summary>
    private static List<(string Name, string? Column)> Read() => Call()
        .Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deploy", "citus.sql")))
        .Select(call => (call.Groups["name"].Value, call.Groups["column"] is { Success: true } column ? column.Value : null))
        .ToList();

    [GeneratedRegex(
        """
        ^SELECT[ ]create_(?:
            reference_table\('(?<name>\w+)'
            | distributed_table\('(?<name>workspaces)',[ ]'(?<column>workspace)'
            | distributed_table\('(?<name>\w+)',[ ]'(?<column>\w+)',[ ]colocate_with[ ]=>[ ]'(?:workspaces|none)'
        )\);$
        """,
        RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Call();
}
