using LiteDB;
using TeamAccess.Store.LiteDb.Pages;

namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>
/// Reads one collection whole: every row by its primary key, its bytes against its checksum, and its entries in the
/// other indexes against its fields; then each index from end to end. What the walks have met has to be what the scan
/// of all pages has counted.
/// </summary>
/// <param name="seal">Whether rows must have a checksum, and what it has to be.</param>
internal sealed class TableWalk(
    PageReader pages, CollectionTally tally, CollectionLayout table, RowSeal seal, Findings findings)
{
    private readonly Dictionary<byte, AddressSum> entriesOfRows = [];
    private readonly Dictionary<byte, IndexLayout> indexes = table.Indexes.ToDictionary(index => index.Slot);
    private AddressSum documents;
    private AddressSum continuations;
    private bool readAll = true;

    /// <summary>Rows that were met, whole or not.</summary>
    public long Rows { get; private set; }

    /// <param name="onRow">Gets every row that is whole.</param>
    public void Run(Action<string, BsonDocument> onRow)
    {
        findings.Run(VerificationSubject.Index, table.Name, id: null, () => WalkRows(onRow));
        foreach (var index in table.Indexes.Where(index => index != table.PrimaryKey))
        {
            findings.Run(VerificationSubject.Index, table.Name, id: null, () => WalkIndex(index));
        }
    }

    private void WalkRows(Action<string, BsonDocument> onRow)
    {
        var primary = table.PrimaryKey;
        var walked = new AddressSum();
        foreach (var entry in new IndexWalk(pages, table.Page, primary).All(MostEntries))
        {
            walked.Add(entry.Address);
            documents.Add(entry.Document);
            Rows++;
            var id = entry.Key.Type == BsonType.String ? entry.Key.Text : null;
            readAll &= findings.Run(VerificationSubject.Row, table.Name, id, () => ReadRow(entry, onRow));
            findings.Advance(table.Name, Rows, tally.Documents.Count);
        }

        RequireAll(primary, walked);
        if (documents != tally.Documents)
        {
            throw new PageDamageException("the file has documents that the primary key does not lead to, or the other way round");
        }

        if (readAll && continuations != tally.Continuations)
        {
            throw new PageDamageException("the file has parts of documents that belong to none");
        }
    }

    private void ReadRow(IndexEntry entry, Action<string, BsonDocument> onRow)
    {
        var bytes = DocumentBytes.Read(pages, table.Page, entry.Document, block => continuations.Add(block));
        seal.Require(table.Name, bytes);
        var row = DocumentBytes.Decode(bytes);
        if (!row.TryGetValue(table.PrimaryKey.Name, out var id) || IndexKey.Of(id) != entry.Key)
        {
            throw new PageDamageException("the primary key leads to another row");
        }

        RequireEntries(entry, row);
        onRow(entry.Key.Text, row);
    }

    private void RequireEntries(IndexEntry entry, BsonDocument row)
    {
        var expected = table.Indexes
            .Where(index => index != table.PrimaryKey)
            .SelectMany(index => KeysOf(index, row).Select(key => (index.Slot, Key: key)))
            .ToHashSet();
        for (var address = entry.NextOfDocument; !address.IsEmpty;)
        {
            var node = IndexNode.Read(pages.Get(address.Page, PageKind.Index, table.Page).Segment(address.Slot));
            if (node.Document != entry.Document || !expected.Remove((node.Index, node.Key)))
            {
                throw new PageDamageException("an index has an entry for the row that its fields do not ask for");
            }

            var sum = entriesOfRows.GetValueOrDefault(node.Index);
            sum.Add(address);
            entriesOfRows[node.Index] = sum;
            address = node.NextOfDocument;
        }

        if (expected.Count > 0)
        {
            throw new PageDamageException($"the index {indexes[expected.First().Slot].Name} does not lead to the row");
        }
    }

    private static IEnumerable<IndexKey> KeysOf(IndexLayout index, BsonDocument row)
    {
        if (!index.Expression.StartsWith("$.", StringComparison.Ordinal))
        {
            throw new PageDamageException($"the index {index.Name} is over something that this program does not index");
        }

        var (field, each) = index.Expression.EndsWith("[*]", StringComparison.Ordinal)
            ? (index.Expression[2..^3], true)
            : (index.Expression[2..], false);
        var value = row[field];
        return !each ? [IndexKey.Of(value)] : value.IsArray ? value.AsArray.Distinct().Select(IndexKey.Of) : [];
    }

    private void WalkIndex(IndexLayout index)
    {
        var (walked, count) = (new AddressSum(), 0L);
        foreach (var entry in new IndexWalk(pages, table.Page, index).All(MostEntries))
        {
            walked.Add(entry.Address);
            findings.Advance(table.Name, ++count, tally.EntriesOf(index.Slot).Count);
        }

        if (readAll && walked != entriesOfRows.GetValueOrDefault(index.Slot))
        {
            throw new PageDamageException($"the index {index.Name} has entries that no row has, or lacks some");
        }

        RequireAll(index, walked);
    }

    private void RequireAll(IndexLayout index, AddressSum walked)
    {
        walked.Add(index.Head);
        walked.Add(index.Tail);
        if (walked != tally.EntriesOf(index.Slot))
        {
            throw new PageDamageException($"the index {index.Name} does not lead to all of its entries");
        }
    }

    private long MostEntries => ((long)pages.LastPage + 1) * byte.MaxValue;
}
