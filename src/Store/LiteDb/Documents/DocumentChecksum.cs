using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using LiteDB;

namespace TeamAccess.Store.LiteDb.Documents;

/// <summary>
/// The checksum in each stored document: over the name of its table and the bytes of all its other fields, so that
/// neither a changed bit nor a row in another's place goes unnoticed. It is the document's last field, which lets it be
/// checked over the bytes in the file before anything believes them.
/// </summary>
internal static class DocumentChecksum
{
    public const string Field = "_c";

    private const int Length = sizeof(int);

    /// <summary>The document's end as it is written: the field, its value, and the byte that ends every document.</summary>
    private const int TailLength = 4 + sizeof(long) + 1;

    private static ReadOnlySpan<byte> FieldStart => [0x12, (byte)'_', (byte)'c', 0];

    /// <summary>Gives the document its checksum, in place of one that it has.</summary>
    /// <returns>What to store.</returns>
    public static BsonDocument Seal(string table, BsonDocument row)
    {
        var unsealed = IsIn(row) ? Without(row) : row;
        var bytes = BsonSerializer.Serialize(unsealed);
        unsealed[Field] = Hash(table, bytes.AsSpan()[Length..^1]);
        return unsealed;
    }

    public static bool IsIn(BsonDocument row) => row.ContainsKey(Field);

    /// <summary>Whether a document that was read is the one that was written.</summary>
    public static bool Matches(string table, BsonDocument row)
    {
        var bytes = BsonSerializer.Serialize(row);
        return In(bytes) is { } stored && stored == Of(table, bytes);
    }

    /// <summary>The checksum that a document's bytes end with; null where they end otherwise.</summary>
    public static long? In(ReadOnlySpan<byte> document) =>
        document.Length >= Length + TailLength
            && document[^1] == 0
            && document[^TailLength..].StartsWith(FieldStart)
            ? BinaryPrimitives.ReadInt64LittleEndian(document[^(TailLength - FieldStart.Length)..])
            : null;

    /// <summary>What the checksum of these bytes of a sealed document has to be.</summary>
    public static long Of(string table, ReadOnlySpan<byte> document) => Hash(table, document[Length..^TailLength]);

    private static long Hash(string table, ReadOnlySpan<byte> fields)
    {
        Span<byte> name = stackalloc byte[Encoding.UTF8.GetMaxByteCount(table.Length)];
        var seed = XxHash3.HashToUInt64(name[..Encoding.UTF8.GetBytes(table, name)]);
        return (long)XxHash3.HashToUInt64(fields, (long)seed);
    }

    private static BsonDocument Without(BsonDocument row)
    {
        var copy = new BsonDocument();
        foreach (var (name, value) in row)
        {
            if (!string.Equals(name, Field, StringComparison.Ordinal))
            {
                copy[name] = value;
            }
        }

        return copy;
    }
}
