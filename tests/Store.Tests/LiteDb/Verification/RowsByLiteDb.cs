using LiteDB;
using LiteDB.Engine;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

/// <summary>Every row of ours of a closed database as LiteDB itself reads it, by the primary key and by each index.</summary>
internal static class RowsByLiteDb
{
    public static List<(string Table, BsonDocument Row)> Documents(byte[] data)
    {
        using var engine = Open(data);
        using var database = new LiteDatabase(engine, disposeOnClose: false);
        return [.. database.GetCollectionNames().Where(IsOurs).Order(StringComparer.Ordinal)
            .SelectMany(name => database.GetCollection(name).FindAll().Select(row => (name, row)))];
    }

    public static List<string> Read(byte[] data)
    {
        using var engine = Open(data);
        using var database = new LiteDatabase(engine, disposeOnClose: false);
        var rows = new List<string>();
        foreach (var name in database.GetCollectionNames().Where(IsOurs).Order(StringComparer.Ordinal))
        {
            var collection = database.GetCollection(name);
            rows.AddRange(collection.FindAll().Select(row => $"{name} {Convert.ToHexString(BsonSerializer.Serialize(row))}"));
            rows.AddRange(collection.Query().OrderByDescending("$._id").ToEnumerable().Select(row => $"{name} back {row["_id"]}"));
        }

        foreach (var index in database.GetCollection("$indexes").FindAll().Where(index => index["name"] != "_id").ToList())
        {
            var (collection, expression) = (index["collection"].AsString, index["expression"].AsString);
            var predicate = expression.EndsWith(']') ? $"{expression} ANY BETWEEN @0 AND @1" : $"{expression} BETWEEN @0 AND @1";
            rows.AddRange(database.GetCollection(collection)
                .Find(BsonExpression.Create(predicate, "", "\uffff"))
                .Select(row => $"{collection} by {expression} {row["_id"]}")
                .Order(StringComparer.Ordinal)); // rows of the same key are in no order of their own
        }

        return rows;
    }

    public static bool Opens(byte[] data)
    {
        try
        {
            Open(data).Dispose();
            return true;
        }
        catch (Exception e) when (e is LiteException or ArgumentException)
        {
            return false;
        }
    }

    private static LiteEngine Open(byte[] data)
    {
        var stream = new MemoryStream();
        stream.Write(data);
        return new LiteEngine(new EngineSettings
        {
            DataStream = stream,
            LogStream = new MemoryStream(),
            Collation = NewDatabase.Collation,
            ReadOnly = true,
        });
    }

    // The engine counts its commits in a row of its own.
    private static bool IsOurs(string collection) => collection != "_commits";
}
