using Npgsql;
using TeamAccess.Store.Postgres;
using TeamAccess.Store.Postgres.Migrations;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Store.Tests.Postgres;

public sealed class SchemaTests : PostgresTest
{
    /// <summary>What stands above workspaces, or is about none.</summary>
    private static readonly string[] WithoutWorkspace = ["tenants", "requests", "settings", "units", "leases", "schema_version"];

    [Fact]
    public async Task Keys_OfEveryTable_BeginWithTheWorkspace()
    {
        await Engine.OpenAsync();

        var keys = await SqlAsync(
            """
            SELECT t.relname || ' ' || a.attname FROM pg_index i
            JOIN pg_class t ON t.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
            WHERE i.indisunique AND t.relnamespace = current_schema()::regnamespace
            UNION ALL
            SELECT t.relname || ' ' || a.attname FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace
            """);

        Assert.True(keys.Count > 20);
        Assert.All(
            keys.Where(key => !WithoutWorkspace.Contains(key.Split(' ')[0])),
            key => Assert.Equal("workspace", key.Split(' ')[1]));
    }

    [Fact]
    public async Task Tables_WithoutAKey_ThereAreNone()
    {
        await Engine.OpenAsync();

        Assert.Empty(await SqlAsync(
            """
            SELECT relname FROM pg_class t WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)
            """));
    }

    [Fact]
    public async Task TextKeys_OfEveryTable_CompareByBytes()
    {
        await Engine.OpenAsync();

        Assert.Empty(await SqlAsync(
            """
            SELECT DISTINCT t.relname, a.attname FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
            JOIN pg_collation c ON c.oid = a.attcollation
            WHERE t.relnamespace = current_schema()::regnamespace AND c.collname <> 'C'
            """));
    }

    [Fact]
    public async Task Migrate_TwiceOneAfterTheOther_DoesNothingTheSecondTime()
    {
        await Engine.OpenAsync();
        await using var source = NpgsqlDataSource.Create(Engine.ConnectionString!);

        var (from, to) = await Migrator.MigrateAsync(source, default);

        Assert.Equal(to, from);
        Assert.True(to > 0);
    }

    [Fact]
    public async Task Migrate_ManyAtOnce_OneDoesIt()
    {
        await using var source = await NewAsync();
        string[] scripts = ["CREATE TABLE one (a int PRIMARY KEY)", "INSERT INTO one VALUES (1)"];

        var results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Migrator.MigrateAsync(source, scripts, default)));

        Assert.All(results, result => Assert.Equal(2, result.To));
        Assert.Equal(["1"], await SqlAsync("SELECT a FROM one"));
    }

    [Fact]
    public async Task Migrate_StoppedHalfWay_LeavesTheOldAndGoesOnLater()
    {
        await using var source = await NewAsync();
        const string First = "CREATE TABLE one (a int PRIMARY KEY)";

        await Assert.ThrowsAsync<PostgresException>(
            () => Migrator.MigrateAsync(source, [First, "INSERT INTO one VALUES (1); SELECT 1 / 0"], default));
        Assert.Equal(["1"], await SqlAsync("SELECT version FROM schema_version"));
        Assert.Empty(await SqlAsync("SELECT a FROM one"));

        Assert.Equal((1, 2), await Migrator.MigrateAsync(source, [First, "INSERT INTO one VALUES (2)"], default));
        Assert.Equal(["2"], await SqlAsync("SELECT a FROM one"));
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefusedAndNothingIsTouched()
    {
        await Engine.OpenAsync();
        await SqlAsync("UPDATE schema_version SET version = 999; DROP TABLE units");

        await Assert.ThrowsAsync<NewerSchemaException>(() => Engine.OpenAsync());

        Assert.Equal(["999"], await SqlAsync("SELECT version FROM schema_version"));
        Assert.Empty(await SqlAsync("SELECT FROM pg_class WHERE relname = 'units' AND relnamespace = current_schema()::regnamespace"));
    }

    [Fact]
    public async Task Open_WithAnotherPepper_IsRefused()
    {
        await using var first = new PostgresEngine { Configure = options => options with { PepperCheck = new byte[] { 1, 2 } } };
        await first.OpenAsync();
        await using var same = new PostgresEngine
        {
            ConnectionString = first.ConnectionString,
            Configure = options => options with { PepperCheck = new byte[] { 1, 2 } },
        };
        await using var other = new PostgresEngine
        {
            ConnectionString = first.ConnectionString,
            Configure = options => options with { PepperCheck = new byte[] { 1, 3 } },
        };

        await same.OpenAsync();
        await Assert.ThrowsAsync<OtherPepperException>(() => other.OpenAsync());
        await same.OpenAsync();
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Passwort=hidden")]
    [InlineData("hidden")]
    [InlineData("Host=127.0.0.1;Options=-c synchronous_commit=off;Password=hidden")]
    public async Task Open_UnusableConnectionString_IsRefusedWithoutRepeatingIt(string connectionString)
    {
        Engine.ConnectionString = connectionString;

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Engine.OpenAsync());

        Assert.DoesNotContain("hidden", refused.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<NpgsqlDataSource> NewAsync()
    {
        Engine.ConnectionString = await (await PostgresCluster.Shared).CreateSchemaAsync();
        return NpgsqlDataSource.Create(Engine.ConnectionString);
    }
}
