using System.Collections.Concurrent;
using LiteDB;
using LiteDB.Engine;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Pages;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>
/// A new database of some version, as this program makes it: what every other of that version has to have as well.
/// </summary>
internal sealed class ExpectedFile
{
    private const int SettingsOffset = 80; // behind the user version, which is free to say other things
    private const int SettingsEnd = 192;

    private static readonly ConcurrentDictionary<int, ExpectedFile> Made = [];

    // A table without indexes of its own is made with its first row, so a new file does not have it.
    private static readonly HashSet<(string, string, bool)> PrimaryKeyOnly = [("_id", "$._id", true)];

    private readonly IReadOnlyList<CollectionLayout> collections;
    private readonly byte[] settings;

    private ExpectedFile(int version)
    {
        using var data = new MemoryStream();
        data.Write(NewDatabase.Build());
        using (var engine = new LiteEngine(new EngineSettings
        {
            DataStream = data,
            LogStream = new MemoryStream(),
            Collation = NewDatabase.Collation,
        }))
        {
            using var database = new LiteDatabase(engine, disposeOnClose: false);
            Schema.Migrate(database, version);
            engine.Checkpoint();
        }

        var pages = new PageReader(new MemoryFile(data.ToArray()), log: null, new Dictionary<uint, long>());
        collections = CollectionLayout.ReadAll(pages);
        settings = SettingsOf(pages.Header);
    }

    public static ExpectedFile Of(int version) => Made.GetOrAdd(version, wanted => new ExpectedFile(wanted));

    public void Compare(PageReader pages, IReadOnlyList<CollectionLayout> found, Findings findings)
    {
        if (!SettingsOf(pages.Header).AsSpan().SequenceEqual(settings))
        {
            findings.Add(
                VerificationSubject.Page,
                table: null,
                id: null,
                "the settings in the file's header are not those that this program writes");
        }

        foreach (var name in collections.Select(table => table.Name).Except(found.Select(table => table.Name)))
        {
            findings.Add(VerificationSubject.Index, name, id: null, "the table is missing");
        }

        foreach (var table in found)
        {
            Compare(table, findings);
        }
    }

    private void Compare(CollectionLayout table, Findings findings)
    {
        var expected = collections.FirstOrDefault(known => known.Name == table.Name);
        if (expected is null && !Tables.All.Contains(table.Name))
        {
            findings.Add(VerificationSubject.Page, table.Name, id: null, "this program has no table of that name");
        }
        else if (!IndexesOf(table).SetEquals(expected is null ? PrimaryKeyOnly : IndexesOf(expected)))
        {
            findings.Add(VerificationSubject.Index, table.Name, id: null, "the table has other indexes than it should");
        }
    }

    private static HashSet<(string, string, bool)> IndexesOf(CollectionLayout table) =>
        [.. table.Indexes.Select(index => (index.Name, index.Expression, index.IsUnique))];

    private static byte[] SettingsOf(PageView header) => header.Bytes[SettingsOffset..SettingsEnd].ToArray();
}
