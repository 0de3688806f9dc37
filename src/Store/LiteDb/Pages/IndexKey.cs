using System.Buffers.Binary;
using System.Text;
using LiteDB;

namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>A key as an index has it; of the types that this program writes.</summary>
internal readonly record struct IndexKey(BsonType Type, long Number, string Text) : IComparable<IndexKey>
{
    private const int LengthBits = 0b1100_0000;

    /// <exception cref="PageDamageException">It is none, or does not fill the bytes.</exception>
    public static IndexKey Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw Unreadable();
        }

        var type = (BsonType)(bytes[0] & ~LengthBits);
        return (type, bytes.Length) switch
        {
            (BsonType.Null or BsonType.MinValue or BsonType.MaxValue, 1) => new IndexKey(type, 0, ""),
            (BsonType.Int32, 5) => new IndexKey(type, BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]), ""),
            (BsonType.Int64, 9) => new IndexKey(type, BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]), ""),
            (BsonType.String, >= 2) when bytes.Length - 2 == (((bytes[0] & LengthBits) << 2) | bytes[1]) =>
                new IndexKey(type, 0, Encoding.UTF8.GetString(bytes[2..])),
            _ => throw Unreadable(),
        };
    }

    /// <summary>The key under which an index has this value.</summary>
    /// <exception cref="PageDamageException">Of a type that this program writes no keys of.</exception>
    public static IndexKey Of(BsonValue value) => value.Type switch
    {
        BsonType.Null => new IndexKey(BsonType.Null, 0, ""),
        BsonType.Int32 or BsonType.Int64 => new IndexKey(value.Type, value.AsInt64, ""),
        BsonType.String => new IndexKey(BsonType.String, 0, value.AsString),
        _ => throw new PageDamageException($"a {value.Type} is no key"),
    };

    public int CompareTo(IndexKey other) =>
        Type != other.Type ? Type.CompareTo(other.Type)
        : Type == BsonType.String ? string.CompareOrdinal(Text, other.Text)
        : Number.CompareTo(other.Number);

    private static PageDamageException Unreadable() => new("an index has a key that cannot be read");
}
