using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Pages;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>Whether rows name rows that are there. For a database whose rows are all whole.</summary>
/// <param name="begun">The keys of workspaces whose rows name others that are still to come.</param>
internal sealed class References(
    PageReader pages, IReadOnlyList<CollectionLayout> collections, IReadOnlySet<string> begun, Findings findings)
{
    private readonly Dictionary<string, CollectionLayout> tables =
        collections.ToDictionary(table => table.Name, StringComparer.Ordinal);

    // Rows that follow one another mostly name the same ones.
    private readonly Dictionary<string, string> lastFound = new(StringComparer.Ordinal);

    public void Check(CollectionLayout table, long rows)
    {
        var (rule, done) = (RowRule.Of(table.Name), 0L);
        foreach (var (id, row) in Rows(table))
        {
            if (IsOfBegun(id, row))
            {
                continue;
            }

            var references = table.Name == Tables.UniqueValues ? [] : rule.References(row);
            foreach (var reference in references.Where(reference => !reference.Tables.Any(target => Has(target, reference.Id))))
            {
                findings.Add(
                    VerificationSubject.Reference,
                    table.Name,
                    id,
                    $"it names {reference.Id}, which is not in {string.Join(" or ", reference.Tables)}");
            }

            if (table.Name == Tables.UniqueValues && !IsThere(id, row.Id("holder")))
            {
                findings.Add(VerificationSubject.Reference, table.Name, id, "the holder of the value is not there");
            }

            if (table.Name == Tables.Tombstones && Has(Tables.Members, id))
            {
                findings.Add(VerificationSubject.Reference, table.Name, id, "the member was removed and is there");
            }

            findings.Advance(table.Name, ++done, rows);
        }
    }

    /// <summary>Every row of a table, for one that is whole.</summary>
    public IEnumerable<(string Id, BsonDocument Row)> Rows(CollectionLayout table)
    {
        foreach (var entry in new IndexWalk(pages, table.Page, table.PrimaryKey).All(long.MaxValue))
        {
            yield return (
                entry.Key.Text,
                DocumentBytes.Decode(DocumentBytes.Read(pages, table.Page, entry.Document)));
        }
    }

    private bool IsOfBegun(string id, BsonDocument row) => begun.Count > 0 && begun.Contains(
        row.TextOrNull("workspace") is { } workspace ? RowKeys.Of(new WorkspaceId(workspace)) : id.Split('/')[0]);

    private bool Has(string table, string id)
    {
        if (lastFound.TryGetValue(table, out var last) && last == id)
        {
            return true;
        }

        if (!tables.TryGetValue(table, out var target) || !WalkOf(target).Has(id))
        {
            return false;
        }

        lastFound[table] = id;
        return true;
    }

    // A value's row does not say what kind of thing holds it.
    private bool IsThere(string valueId, Guid holder)
    {
        var workspace = valueId[..valueId.IndexOf('/', StringComparison.Ordinal)];
        var id = $"{workspace}/{RowKeys.Of(holder)}";
        return Has(Tables.Members, id) || Has(Tables.Groups, id) || IsResource(workspace, holder);
    }

    private bool IsResource(string workspace, Guid holder)
    {
        if (!tables.TryGetValue(Tables.Resources, out var resources))
        {
            return false;
        }

        // The types of a workspace follow one another in the keys: from each to the first key of the next.
        for (var from = workspace + "/"; ;)
        {
            if (WalkOf(resources).Seek(IndexKey.Of(from)) is not { } found
                || !found.Key.Text.StartsWith(workspace + "/", StringComparison.Ordinal))
            {
                return false;
            }

            var type = found.Key.Text[..found.Key.Text.LastIndexOf('/')];
            if (Has(Tables.Resources, $"{type}/{RowKeys.Of(holder)}"))
            {
                return true;
            }

            from = type + "/\uffff";
        }
    }

    private IndexWalk WalkOf(CollectionLayout table) => new(pages, table.Page, table.PrimaryKey);
}
