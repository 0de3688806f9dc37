using LiteDB;
using LiteDB.Engine;

namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// A database is born as one transaction in the log: until that is durable nothing is there, afterwards recovery
/// completes the data file however often it is cut off.
/// </summary>
internal static class NewDatabase
{
    /// <summary>
    /// Strings compare by UTF-16 code unit, whatever the machine's culture. Fixed for the life of a file.
    /// </summary>
    public static Collation Collation => Collation.Binary;

    /// <summary>Writes the pages of an empty database to an empty log, durably.</summary>
    public static void WriteTo(LogFile log)
    {
        var file = Build();
        LitePage.SetNeedsLog(file);
        for (var start = 0; start < file.Length; start += LitePage.Size)
        {
            var page = file.AsSpan(start, LitePage.Size);
            LitePage.Stamp(page, transactionId: 1, isConfirmed: start + LitePage.Size == file.Length);
            log.Append(page);
        }

        log.FlushToDisk();
    }

    internal static byte[] Build()
    {
        using var data = new MemoryStream();
        using (var engine = new LiteEngine(new EngineSettings
        {
            DataStream = data,
            LogStream = new MemoryStream(),
            Collation = Collation,
        }))
        {
            LitePragmas.Apply(engine);
            CommitMarker.Create(engine);
            engine.Checkpoint();
        }

        return data.ToArray();
    }
}
