using System.Reflection;
using Npgsql;

namespace TeamAccess.Store.Postgres.Migrations;

/// <summary>
/// Brings the schema forward, one transaction each: what was stopped half-way is as before. Servers that start at once
/// wait for each other and migrate once.
/// </summary>
internal static class Migrator
{
    private const string Prefix = "TeamAccess.Store.Postgres.";

    /// <summary>The script at index n takes a schema from version n to n + 1, in the order of the files' names.</summary>
    internal static IReadOnlyList<string> Scripts { get; } = ReadScripts().ConvertAll(script => script.Sql);

    /// <returns>The version that was found and the one that is there now.</returns>
    /// <exception cref="NewerSchemaException">A newer version of the program has written the database.</exception>
    public static Task<(int From, int To)> MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken) =>
        MigrateAsync(source, Scripts, cancellationToken);

    /// <param name="scripts">In place of the program's own.</param>
    internal static async Task<(int From, int To)> MigrateAsync(
        NpgsqlDataSource source, IReadOnlyList<string> scripts, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        int? found = null;
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(
                connection,
                "SELECT pg_advisory_xact_lock(hashtextextended('teamaccess schema ' || current_schema(), 0))",
                cancellationToken);
            var version = await VersionAsync(connection, cancellationToken);
            found ??= version;
            RequireKnown(version, scripts.Count);
            if (version == scripts.Count)
            {
                return (found.Value, version);
            }

            await ExecuteAsync(connection, scripts[version], cancellationToken);
            await SetVersionAsync(connection, version + 1, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static void RequireKnown(int version, int known)
    {
        if (version > known)
        {
            throw new NewerSchemaException(
                $"The database has schema version {version}; this program knows versions up to {known}. "
                + "It was left as it is. Start the version of the program that wrote it, or a newer one.");
        }
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var isThere = new NpgsqlCommand(
            "SELECT to_regclass(quote_ident(current_schema()) || '.schema_version') IS NOT NULL", connection);
        if (await isThere.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return 0;
        }

        await using var version = new NpgsqlCommand("SELECT version FROM schema_version", connection);
        return await version.ExecuteScalarAsync(cancellationToken) as int? ?? 0;
    }

    private static async Task SetVersionAsync(
        NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            """
            CREATE TABLE IF NOT EXISTS schema_version (one boolean PRIMARY KEY DEFAULT true CHECK (one), version integer NOT NULL)
            """,
            cancellationToken);
        await using var set = new NpgsqlCommand(
            "INSERT INTO schema_version (version) VALUES ($1) ON CONFLICT (one) DO UPDATE SET version = excluded.version",
            connection);
        set.Parameters.Add(new NpgsqlParameter { Value = version });
        await set.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static List<(string Name, string Sql)> ReadScripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (name[Prefix.Length..], reader.ReadToEnd());
            })
            .ToList();
    }
}
