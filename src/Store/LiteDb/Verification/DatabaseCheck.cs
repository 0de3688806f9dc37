using LiteDB;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Pages;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>One verification from the files' beginning to the last reference.</summary>
internal sealed class DatabaseCheck(RowSeal seal, Findings findings)
{
    private readonly Dictionary<string, long> rows = new(StringComparer.Ordinal);
    private readonly SortedDictionary<uint, long> inLog = [];
    private int? version;
    private IReadOnlyList<string> begun = [];
    private long pageCount;

    public VerificationReport Run(IStorageFile data, IStorageFile? log)
    {
        findings.Run(VerificationSubject.File, table: null, id: null, () =>
        {
            var pages = Open(data, LogCheck.Read(log, inLog, findings));
            pageCount = (long)pages.LastPage + 1;
            Check(pages);
        });
        return new VerificationReport
        {
            SchemaVersion = version,
            Pages = pageCount,
            PagesInLog = inLog.Count,
            Rows = rows,
            BegunImports = begun,
            Findings = findings.Kept,
            FindingCount = findings.Count,
        };
    }

    private PageReader Open(IStorageFile data, LogFile? log)
    {
        var pages = new PageReader(data, log, inLog);
        var present = Math.Max(data.Length / LitePage.Size, inLog.Count == 0 ? 0 : inLog.Keys.Max() + 1L);
        return pages.LastPage < present
            ? pages
            : throw new PageDamageException(
                $"the file has {present} pages where its header speaks of {pages.LastPage + 1L}: it was cut short");
    }

    private void Check(PageReader pages)
    {
        var scan = new PageScan(pages, findings);
        scan.Run();
        var collections = CollectionLayout.ReadAll(pages);
        RequireKnown(scan, collections);
        version = VersionOf(pages, collections);
        ExpectedFile.Of(version ?? Schema.Current).Compare(pages, collections, findings);
        new FreeLists(pages, findings).Run(collections);

        var counts = new WorkspaceCounts(findings);

        // The chain of a log that was shortened begins at a checkpoint, which has to be known by then.
        foreach (var table in collections.OrderBy(table => table.Name == Tables.Audit))
        {
            WalkRows(pages, scan, table, counts);
        }

        begun = [.. counts.Begun];

        // Of damaged rows it would only say again that they are damaged.
        if (findings.Count == 0)
        {
            CheckRelations(pages, collections, counts);
        }
    }

    private void RequireKnown(PageScan scan, IReadOnlyList<CollectionLayout> collections)
    {
        var known = collections.Select(table => table.Page).ToHashSet();
        foreach (var page in scan.Collections.Where(page => !known.Contains(page)))
        {
            findings.Add(
                VerificationSubject.Page, table: null, id: null, $"pages belong to a collection at page {page}, which there is not");
        }
    }

    /// <returns>Null where the row that says so is damaged, which the walk over its table reports.</returns>
    /// <exception cref="NewerSchemaException">This program cannot know what its rows promise.</exception>
    private int? VersionOf(PageReader pages, IReadOnlyList<CollectionLayout> collections)
    {
        if (collections.FirstOrDefault(table => table.Name == Tables.Schema) is not { } schema)
        {
            return 0;
        }

        var found = StoredVersion.Of(pages, schema, seal);
        return found is null || found <= Schema.Current
            ? found
            : throw new NewerSchemaException(
                $"The database has schema version {found}; this program knows versions up to {Schema.Current}. "
                + "Verify it with the version of the program that wrote it, or a newer one.");
    }

    private void WalkRows(PageReader pages, PageScan scan, CollectionLayout table, WorkspaceCounts counts)
    {
        var rule = RowRule.Of(table.Name);
        var isOurs = Tables.All.Contains(table.Name);
        var keys = table.Indexes.Select(index => index.Name).ToList();
        var walk = new TableWalk(
            pages, scan.Of(table.Page), table, seal.When(isOurs && (version is null or >= Schema.SealedSince)), findings);
        walk.Run((id, row) =>
        {
            RequireSound(rule, keys, row);
            counts.Note(table.Name, id, row);
        });
        if (isOurs)
        {
            rows[table.Name] = walk.Rows;
        }
    }

    private static void RequireSound(RowRule rule, List<string> keys, BsonDocument row)
    {
        BsonDocument rewritten;
        try
        {
            rewritten = rule.Rewrite(row);
        }
        catch (Exception e) when (e is not OutOfMemoryException) // LiteDB's conversions throw many kinds
        {
            throw new PageDamageException("the row does not have the fields of its table");
        }

        foreach (var key in keys)
        {
            if (rewritten[key] != row[key])
            {
                throw new PageDamageException($"the row's {key} does not follow from its other fields");
            }
        }
    }

    private void CheckRelations(PageReader pages, IReadOnlyList<CollectionLayout> collections, WorkspaceCounts counts)
    {
        var references = new References(pages, collections, counts.Begun, findings);
        foreach (var table in collections.Where(table => Tables.All.Contains(table.Name) && table.Name != Tables.Audit))
        {
            references.Check(table, rows[table.Name]);
        }

        if (collections.FirstOrDefault(table => table.Name == Tables.Heads) is { } heads)
        {
            foreach (var (id, row) in references.Rows(heads))
            {
                counts.Compare(id, HeadDocument.Read(row));
            }
        }

        counts.RequireNoneLeft();
    }
}
