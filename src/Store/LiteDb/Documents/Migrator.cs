using TeamAccess.Store.LiteDb.Engine;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>Brings an opened database to the version of this program, one transaction after the other.</summary>
internal static class Migrator
{
    /// <returns>The version that the database had.</returns>
    /// <exception cref="NewerSchemaException">A newer version of the program has written the database.</exception>
    public static async Task<int> RunAsync(EngineThread engine, CancellationToken cancellationToken)
    {
        var found = await engine.ReadAsync(Schema.VersionOf, cancellationToken);
        if (found > Schema.Current)
        {
            throw new NewerSchemaException(
                $"The database has schema version {found}; this program knows versions up to {Schema.Current}. "
                + "It was left as it is. Start the version of the program that wrote it, or a newer one.");
        }

        for (var version = found; version < Schema.Current; version++)
        {
            await RunAsync(engine, version, cancellationToken);
        }

        return found;
    }

    private static async Task RunAsync(EngineThread engine, int version, CancellationToken cancellationToken)
    {
        RowPlace? place = null;
        do
        {
            var from = place;
            place = await engine.WriteAsync(
                database => WorkOutcome.Commit(Schema.Step(database, version, from)), cancellationToken);
        }
        while (place is not null);
    }
}
