using System.Text.RegularExpressions;
using Npgsql;
using TeamAccess.Store.Postgres.Migrations;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Store.Tests.Postgres;

/// <summary>The program's own migrations, stopped anywhere, and beside servers of the version before.</summary>
public sealed partial class MigrationTests : PostgresTest
{
    /// <summary>The scripts before it came before the first release that several servers could share.</summary>
    private const string FirstOfLater = "0003";

    private const string Die = "SELECT pg_terminate_backend(pg_backend_pid());";

    /// <summary>Each table, column, key and index as PostgreSQL tells it, without the schema's own name.</summary>
    private const string Catalogue =
        """
        SELECT format('%s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            pg_get_expr(d.adbin, d.adrelid))
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT replace(pg_get_indexdef(i.indexrelid), current_schema() || '.', '')
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT c.relname || ' ' || pg_get_constraintdef(k.oid)
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE c.relnamespace = current_schema()::regnamespace
        ORDER BY 1
        """;

    private static bool InFull => Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1";

    [Fact]
    public async Task Migration_ConnectionLostAtAnyStatement_LeavesTheOldAndIsFinishedByTheNextStart()
    {
        var whole = await CatalogueOfAsync(Migrator.Scripts);
        for (var version = 0; version < Migrator.Scripts.Count; version++)
        {
            var statements = StatementsOf(Migrator.Scripts[version]);
            Assert.NotEmpty(statements);
            var step = InFull ? 1 : Math.Max(1, statements.Count / 4);
            for (var done = 0; done <= statements.Count; done = done == statements.Count ? done + 1 : Math.Min(done + step, statements.Count))
            {
                await using var source = await NewAsync();
                var before = await MigratedAsync(source, Migrator.Scripts.Take(version).ToList());
                var stopped = string.Join('\n', statements.Take(done).Append(Die).Concat(statements.Skip(done)));

                await Assert.ThrowsAsync<PostgresException>(
                    () => Migrator.MigrateAsync(source, [.. Migrator.Scripts.Take(version), stopped], default));
                Assert.Equal(before, await SqlAsync(Catalogue));

                Assert.Equal(whole, await MigratedAsync(source, Migrator.Scripts));
            }
        }
    }

    [Fact]
    public async Task Migration_ServersOfTwoVersionsAtOnce_TheNewerDoesIt_TheOlderRunsOnOrIsRefused()
    {
        await using var source = await NewAsync();
        var older = Migrator.Scripts.Take(1).ToList();
        await Migrator.MigrateAsync(source, older, default);

        var starts = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            try
            {
                return (await Migrator.MigrateAsync(source, number % 2 == 0 ? older : Migrator.Scripts, default)).To;
            }
            catch (NewerSchemaException)
            {
                return -1;
            }
        }));

        Assert.All(starts.Where((_, number) => number % 2 == 1), to => Assert.Equal(Migrator.Scripts.Count, to));
        Assert.All(starts.Where((_, number) => number % 2 == 0), to => Assert.Contains(to, (int[])[1, -1]));
        Assert.Equal(await CatalogueOfAsync(Migrator.Scripts), await SqlAsync(Catalogue));
    }

    [Fact]
    public void Migrations_AfterTheFirstRelease_OnlyAddWhatTheVersionBeforeCanIgnore()
    {
        var later = Migrator.ReadScripts().Where(script => string.CompareOrdinal(script.Name, FirstOfLater) >= 0);
        foreach (var statement in later.SelectMany(script => StatementsOf(script.Sql)))
        {
            Assert.Matches(Adds(), statement);
            Assert.DoesNotMatch(Requires(), statement);
        }
    }

    private async Task<List<string>> CatalogueOfAsync(IReadOnlyList<string> scripts)
    {
        var kept = Engine.ConnectionString;
        await using var source = await NewAsync();
        var catalogue = await MigratedAsync(source, scripts);
        Engine.ConnectionString = kept;
        return catalogue;
    }

    private async Task<List<string>> MigratedAsync(NpgsqlDataSource source, IReadOnlyList<string> scripts)
    {
        await Migrator.MigrateAsync(source, scripts, default);
        return await SqlAsync(Catalogue);
    }

    private async Task<NpgsqlDataSource> NewAsync()
    {
        Engine.ConnectionString = await (await PostgresCluster.Shared).CreateSchemaAsync();
        return NpgsqlDataSource.Create(Engine.ConnectionString);
    }

    // None of them holds a semicolon within itself.
    private static List<string> StatementsOf(string script) =>
        Comment().Replace(script, "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(statement => statement + ";")
            .ToList();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\A(CREATE TABLE|CREATE INDEX|ALTER TABLE \w+ ADD COLUMN|INSERT INTO)\s")]
    private static partial Regex Adds();

    // A column that the version before would have to fill.
    [GeneratedRegex(@"\AALTER TABLE (?=.*NOT NULL)(?!.*DEFAULT)", RegexOptions.Singleline)]
    private static partial Regex Requires();
}
