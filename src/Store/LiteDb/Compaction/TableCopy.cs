using System.IO.Hashing;
using LiteDB;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Pages;

namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>How many rows a table has, and a sum over their bytes, whatever their order.</summary>
internal readonly record struct TableSum(long Rows, ulong Bytes)
{
    public TableSum With(byte[] row) => new(Rows + 1, Bytes + XxHash3.HashToUInt64(row));
}

/// <summary>Carries a table's rows over as they are, in the order of their keys, a bounded part at a time.</summary>
internal sealed class TableCopy(PageReader pages, CollectionLayout table)
{
    private const int MostRows = RowSealing.PageSize;
    private const int MostBytes = 2 * 1024 * 1024;

    /// <param name="onRow">Told after each part how many rows are over.</param>
    /// <returns>What was read.</returns>
    public async Task<TableSum> RunAsync(EngineThread target, Action<long> onRow, CancellationToken cancellationToken)
    {
        var (sum, part, bytes) = (new TableSum(), new List<BsonDocument>(), 0);
        foreach (var row in Rows(pages, table))
        {
            sum = sum.With(row);
            part.Add(DocumentBytes.Decode(row));
            bytes += row.Length;
            if (part.Count == MostRows || bytes >= MostBytes)
            {
                await WriteAsync(target, part, cancellationToken);
                (part, bytes) = ([], 0);
                onRow(sum.Rows);
            }
        }

        if (part.Count > 0)
        {
            await WriteAsync(target, part, cancellationToken);
        }

        onRow(sum.Rows);
        return sum;
    }

    /// <summary>Reads a table's rows for its sum alone.</summary>
    public static TableSum SumOf(PageReader pages, CollectionLayout table) =>
        Rows(pages, table).Aggregate(new TableSum(), (sum, row) => sum.With(row));

    private static IEnumerable<byte[]> Rows(PageReader pages, CollectionLayout table) =>
        new IndexWalk(pages, table.Page, table.PrimaryKey).All(long.MaxValue)
            .Select(entry => DocumentBytes.Read(pages, table.Page, entry.Document));

    // Upserts, because the row of the schema's version is there already.
    private Task<int> WriteAsync(EngineThread target, List<BsonDocument> part, CancellationToken cancellationToken) =>
        target.WriteAsync(
            database => WorkOutcome.Commit(database.GetCollection(table.Name).Upsert(part)), cancellationToken);
}
