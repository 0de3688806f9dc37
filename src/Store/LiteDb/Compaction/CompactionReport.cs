namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>What a compaction has done.</summary>
/// <param name="BytesBefore">The length of the data file before, with what of its log was not yet in it.</param>
/// <param name="BytesAfter">The length of the one that has its place now.</param>
/// <param name="Rows">Rows that were carried over, by table.</param>
public sealed record CompactionReport(long BytesBefore, long BytesAfter, IReadOnlyDictionary<string, long> Rows);
