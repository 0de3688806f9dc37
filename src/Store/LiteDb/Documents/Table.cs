using LiteDB;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>One collection inside a unit of work. Every row goes in with its checksum.</summary>
internal sealed class Table(ILiteDatabase database, string name)
{
    private readonly ILiteCollection<BsonDocument> rows = database.GetCollection(name);

    /// <exception cref="DatabaseDamagedException">The row is not as it was written.</exception>
    public BsonDocument? Find(string id) => Checked(rows.FindOne(RowIndex.Id.Is(id)));

    /// <exception cref="DatabaseDamagedException">The row is not as it was written.</exception>
    public BsonDocument? FindBy(RowIndex index, string key) => Checked(rows.FindOne(index.Is(key)));

    /// <summary>Rows in ascending order of the index's keys, read as they are asked for.</summary>
    /// <param name="skip">Rows passed over first; over an index of single values only their keys are read.</param>
    public IEnumerable<BsonDocument> Scan(RowIndex index, KeyRange range, int limit, int skip = 0)
    {
        if (skip > 0 && !index.IsArray)
        {
            if (KeyAt(index, range, skip) is not { } first)
            {
                return [];
            }

            (range, skip) = (range.From(first), 0);
        }

        return Query(index, range).Offset(skip).Limit(limit).ToEnumerable();
    }

    /// <summary>Rows in descending order of their ids, read as they are asked for.</summary>
    public IEnumerable<BsonDocument> ScanBack(KeyRange ids, int limit) => rows.Query()
        .Where(BsonExpression.Create(RowIndex.Id.Between, ids.First, ids.Last))
        .OrderByDescending(RowIndex.Id.Expression)
        .Limit(limit)
        .ToEnumerable();

    /// <summary>How many ids lie in a range; no row is read for it.</summary>
    public int Count(KeyRange ids) => rows.Count(RowIndex.Id.Between, ids.First, ids.Last);

    /// <exception cref="UniqueKeyException">The id, or the key of a unique index, is taken.</exception>
    public void Insert(BsonDocument row)
    {
        try
        {
            rows.Insert(DocumentChecksum.Seal(name, row));
        }
        catch (LiteException e) when (e.ErrorCode == LiteException.INDEX_DUPLICATE_KEY)
        {
            throw Taken(e);
        }
    }

    /// <exception cref="UniqueKeyException">The key of a unique index is taken.</exception>
    /// <exception cref="InvalidOperationException">There is no such row.</exception>
    public void Update(BsonDocument row)
    {
        try
        {
            if (!rows.Update(DocumentChecksum.Seal(name, row)))
            {
                throw new InvalidOperationException($"There is no such row in {name} to change.");
            }
        }
        catch (LiteException e) when (e.ErrorCode == LiteException.INDEX_DUPLICATE_KEY)
        {
            throw Taken(e);
        }
    }

    public void Put(BsonDocument row) => rows.Upsert(DocumentChecksum.Seal(name, row));

    /// <returns>False when there was no such row.</returns>
    public bool Delete(string id) => rows.Delete(id);

    public void DeleteAll(KeyRange ids) => rows.DeleteMany(RowIndex.Id.Between, ids.First, ids.Last);

    public void Ensure(RowIndex index) => rows.EnsureIndex(index.Field, index.Expression, index.IsUnique);

    private string? KeyAt(RowIndex index, KeyRange range, int position) =>
        Query(index, range).Select(index.Expression).Offset(position).Limit(1).FirstOrDefault()?[index.Field].AsString;

    // The one predicate settles the index, and the index the order; an order of its own is not to be had over an array.
    private ILiteQueryable<BsonDocument> Query(RowIndex index, KeyRange range)
    {
        var query = rows.Query().Where(BsonExpression.Create(index.Between, range.First, range.Last));
        return index.IsArray ? query : query.OrderBy(index.Expression);
    }

    // Rows from before there were checksums have none until they are migrated.
    private BsonDocument? Checked(BsonDocument? row) =>
        row is null || !DocumentChecksum.IsIn(row) || DocumentChecksum.Matches(name, row)
            ? row
            : throw new DatabaseDamagedException(
                $"A row of {name} differs from its checksum: the data file is damaged. Stop the server and verify the database.");

    private UniqueKeyException Taken(LiteException cause) => new($"A unique key of {name} is taken.", cause);
}
