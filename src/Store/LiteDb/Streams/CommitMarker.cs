using LiteDB;
using LiteDB.Engine;

namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// One small document, always of the same size and so always on the same page, that every commit counts up. It lets
/// <see cref="CommitWatch"/> know a commit's pages when they pass.
/// </summary>
internal static class CommitMarker
{
    private const string Collection = "_commits";

    /// <summary>Makes the marker where it is missing.</summary>
    /// <returns>The number of commits this took.</returns>
    public static int Create(ILiteEngine engine) =>
        Update(engine, 0) ? 1 : engine.Insert(Collection, [Document(0)], BsonAutoId.Int32);

    /// <summary>Changes the marker; false where there is none.</summary>
    public static bool Update(ILiteEngine engine, long number) => engine.Update(Collection, [Document(number)]) == 1;

    private static BsonDocument Document(long number) => new() { ["_id"] = 0, ["n"] = number };
}
