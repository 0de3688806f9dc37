using LiteDB;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>
/// The version of what is stored. Migrations only go forward, all that are due in one transaction. A file of a newer
/// version than this program knows is left alone.
/// </summary>
internal static class Schema
{
    private const string VersionField = "version";

    /// <summary>The migration at index n takes a file from version n to n + 1.</summary>
    private static readonly Action<ILiteDatabase>[] Migrations = [CreateIndexes, IndexLinks];

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
            Migrations[version](database);
        }

        SetVersion(database, target);
    }

    public static void SetVersion(ILiteDatabase database, int version) =>
        new Table(database, Tables.Schema).Put(new BsonDocument { ["_id"] = Tables.Schema, [VersionField] = version });

    private static void IndexLinks(ILiteDatabase database) => new Table(database, Tables.Links).Ensure(Tables.ByChild);

    private static void CreateIndexes(ILiteDatabase database)
    {
        Ensure(Tables.Workspaces, Tables.ByTenant);
        Ensure(Tables.Members, Tables.ByName, Tables.ByValue, Tables.ByModified);
        Ensure(Tables.Groups, Tables.ByName, Tables.ByValue, Tables.ByModified);
        Ensure(Tables.Memberships, Tables.ByMember);
        Ensure(Tables.Keys, Tables.ByWorkspace, Tables.ByCreator);
        Ensure(Tables.Sessions, Tables.ByMember);
        Ensure(Tables.Tokens, Tables.ByConnection);
        Ensure(Tables.Audit, Tables.ByEachMember);
        Ensure(Tables.Requests, Tables.ByCreated);

        void Ensure(string name, params ReadOnlySpan<RowIndex> indexes)
        {
            var table = new Table(database, name);
            foreach (var index in indexes)
            {
                table.Ensure(index);
            }
        }
    }
}
