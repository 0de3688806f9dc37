using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Pages;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>The version of what is stored, read from the pages without opening the database.</summary>
internal static class StoredVersion
{
    /// <summary>Refuses a database of a newer version before anything of it is touched.</summary>
    /// <exception cref="NewerSchemaException">A newer version of the program has written the database.</exception>
    /// <exception cref="DatabaseInUseException">Another process has it open.</exception>
    public static void RequireKnown(IStorageDirectory directory)
    {
        using var log = directory.Open(DatabaseFiles.LogName);
        using var data = directory.Open(DatabaseFiles.DataName);
        if (Find(data, log) is { } found && found > Schema.Current)
        {
            throw new NewerSchemaException(
                $"The database has schema version {found}; this program knows versions up to {Schema.Current}. "
                + "It was left as it is. Start the version of the program that wrote it, or a newer one.");
        }
    }

    /// <returns>Null where the row that says so cannot be read, or differs from its checksum.</returns>
    public static int? Of(PageReader pages, CollectionLayout schema, RowSeal seal)
    {
        try
        {
            if (new IndexWalk(pages, schema.Page, schema.PrimaryKey).Seek(IndexKey.Of(Tables.Schema)) is not { } entry)
            {
                return null;
            }

            var bytes = DocumentBytes.Read(pages, schema.Page, entry.Document);
            seal.When(due: false).Require(schema.Name, bytes);
            return DocumentBytes.Decode(bytes)["version"] is { IsInt32: true } stored
                && (stored.AsInt32 < Schema.SealedSince || DocumentChecksum.In(bytes) is not null)
                    ? stored.AsInt32
                    : null;
        }
        catch (PageDamageException)
        {
            return null;
        }
    }

    // A new or a damaged one is for whoever opens it next.
    private static int? Find(IStorageFile data, IStorageFile log)
    {
        try
        {
            var inLog = new SortedDictionary<uint, long>();
            var pages = new PageReader(data, LogCheck.Read(log, inLog, Findings.Ignored()), inLog);
            return CollectionLayout.ReadAll(pages).FirstOrDefault(table => table.Name == Tables.Schema) is { } schema
                ? Of(pages, schema, new RowSeal(isDue: true, RowSeal.Compare))
                : null;
        }
        catch (PageDamageException)
        {
            return null;
        }
    }
}
