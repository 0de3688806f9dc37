using System.Buffers.Binary;

namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>Where a segment lies: a page and the number of one of its slots.</summary>
internal readonly record struct PageAddress(uint Page, byte Slot)
{
    /// <summary>In bytes.</summary>
    public const int Size = 5;

    public static readonly PageAddress Empty = new(uint.MaxValue, byte.MaxValue);

    public bool IsEmpty => this == Empty;

    public static PageAddress Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32LittleEndian(bytes), bytes[4]);

    public override string ToString() => IsEmpty ? "nowhere" : $"{Page}:{Slot}";
}
