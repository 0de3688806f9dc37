using LiteDB;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>
/// The version of what is stored. Migrations only go forward, one step to a transaction, so that one that is cut off goes
/// on at the next start. A file of a newer version than this program knows is left alone.
/// </summary>
internal static class Schema
{
    private const string VersionField = "version";

    /// <summary>
    /// The migration at index n takes a file from version n to n + 1. Each gets the place where its step before ended,
    /// null at first, and answers where to go on, null at its end. Any of them may begin again.
    /// </summary>
    private static readonly Func<ILiteDatabase, RowPlace?, RowPlace?>[] Migrations =
    [
        AtOnce(CreateIndexes),
        AtOnce(IndexResources),
        AtOnce(IndexLinks),
        AtOnce(IndexProvisioningLog),
        RowSealing.Step,
    ];

    /// <summary>The first version in which every row has its <see cref="DocumentChecksum"/>.</summary>
    public const int SealedSince = 5;

    public static int Current => Migrations.Length;

    /// <summary>The version of the file; 0 for an empty one.</summary>
    public static int VersionOf(ILiteDatabase database) =>
        new Table(database, Tables.Schema).Find(Tables.Schema)?[VersionField].AsInt32 ?? 0;

    public static void Migrate(ILiteDatabase database) => Migrate(database, Current);

    /// <param name="target">At most <see cref="Current"/>; a lower one leaves a file as an older program knows it.</param>
    public static void Migrate(ILiteDatabase database, int target)
    {
        for (var version = VersionOf(database); version < target; version++)
        {
            for (var place = Step(database, version, from: null); place is not null;)
            {
                place = Step(database, version, place);
            }
        }
    }

    /// <summary>One step of the migration from this version to the next; the last one also sets the version.</summary>
    /// <param name="from">What the step before answered; null for the first.</param>
    /// <returns>Where to go on; null when the file has the next version.</returns>
    public static RowPlace? Step(ILiteDatabase database, int version, RowPlace? from)
    {
        var next = Migrations[version](database, from);
        if (next is null)
        {
            SetVersion(database, version + 1);
        }

        return next;
    }

    public static void SetVersion(ILiteDatabase database, int version) =>
        new Table(database, Tables.Schema).Put(new BsonDocument { ["_id"] = Tables.Schema, [VersionField] = version });

    private static Func<ILiteDatabase, RowPlace?, RowPlace?> AtOnce(Action<ILiteDatabase> migration) => (database, _) =>
    {
        migration(database);
        return null;
    };

    private static void IndexLinks(ILiteDatabase database) => Ensure(database, Tables.Links, Tables.ByChild);

    private static void IndexProvisioningLog(ILiteDatabase database) =>
        Ensure(database, Tables.ProvisioningLog, Tables.ByCreated);

    private static void CreateIndexes(ILiteDatabase database)
    {
        Ensure(database, Tables.Workspaces, Tables.ByTenant);
        Ensure(database, Tables.Members, Tables.ByName, Tables.ByValue, Tables.ByModified);
        Ensure(database, Tables.Groups, Tables.ByName, Tables.ByValue, Tables.ByModified);
        Ensure(database, Tables.Memberships, Tables.ByMember);
        Ensure(database, Tables.Keys, Tables.ByWorkspace, Tables.ByCreator);
        Ensure(database, Tables.Sessions, Tables.ByMember);
        Ensure(database, Tables.Tokens, Tables.ByConnection);
        Ensure(database, Tables.Audit, Tables.ByEachMember);
        Ensure(database, Tables.Requests, Tables.ByCreated);
    }

    private static void IndexResources(ILiteDatabase database) =>
        Ensure(database, Tables.Resources, Tables.ByValue, Tables.ByModified);

    private static void Ensure(ILiteDatabase database, string name, params ReadOnlySpan<RowIndex> indexes)
    {
        var table = new Table(database, name);
        foreach (var index in indexes)
        {
            table.Ensure(index);
        }
    }
}
