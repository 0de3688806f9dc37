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

        foreach (var expected in collections)
        {
            if (found.FirstOrDefault(table => table.Name == expected.Name) is not { } table)
            {
                findings.Add(VerificationSubject.Index, expected.Name, id: null, "the table is missing");
            }
            else if (!IndexesOf(table).SetEquals(IndexesOf(expected)))
            {
                findings.Add(VerificationSubject.Index, expected.Name, id: null, "the table has other indexes than it should");
            }
        }
    }

    private static HashSet<(string, string, bool)> IndexesOf(CollectionLayout table) =>
        [.. table.Indexes.Select(index => (index.Name, index.Expression, index.IsUnique))];

    private static byte[] SettingsOf(PageView header) => header.Bytes[SettingsOffset..SettingsEnd].ToArray();
}
