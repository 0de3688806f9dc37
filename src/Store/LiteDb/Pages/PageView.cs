using System.Buffers.Binary;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>
/// A page of a LiteDB 5 file, which nobody has vouched for yet: a header, segments that grow from the front, and slots
/// at the back that say where each segment lies.
/// </summary>
internal readonly struct PageView(byte[] bytes)
{
    public const int HeaderSize = 32;

    private const int SlotSize = 4;
    private const byte NoSlot = byte.MaxValue;

    public ReadOnlySpan<byte> Bytes => bytes;

    public uint Id => LitePage.PageId(bytes);

    public PageKind Kind => (PageKind)bytes[4];

    public uint Previous => UInt32(5);

    public uint Next => UInt32(9);

    /// <summary>Which list of pages with free space it is on.</summary>
    public byte FreeList => bytes[13];

    /// <summary>The page of the collection that it belongs to.</summary>
    public uint Collection => UInt32(19);

    public byte Items => bytes[23];

    /// <summary>The highest slot in use; 255 for none.</summary>
    private byte Highest => bytes[30];

    private int Used => UInt16(24);

    private int Fragmented => UInt16(26);

    private int NextFree => UInt16(28);

    public uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset));

    public IEnumerable<byte> Slots()
    {
        for (var slot = 0; Highest != NoSlot && slot <= Highest; slot++)
        {
            if (PositionOf(slot) != 0)
            {
                yield return (byte)slot;
            }
        }
    }

    /// <exception cref="PageDamageException">There is no such segment, or it does not lie inside the page.</exception>
    public ReadOnlySpan<byte> Segment(byte slot)
    {
        if (Highest == NoSlot || slot > Highest)
        {
            throw new PageDamageException($"page {Id} has no slot {slot}");
        }

        var (position, length) = (PositionOf(slot), LengthOf(slot));
        return position >= HeaderSize && length > 0 && position + length <= LitePage.Size - FooterSize
            ? bytes.AsSpan(position, length)
            : throw new PageDamageException($"slot {slot} of page {Id} does not lie inside the page");
    }

    /// <summary>Whether header and slots agree with one another.</summary>
    /// <exception cref="PageDamageException">They do not.</exception>
    public void RequireWhole()
    {
        if (Items == 0)
        {
            Require(Highest == NoSlot && Used == 0 && Fragmented == 0 && NextFree == HeaderSize, "is empty and has segments");
            return;
        }

        Require(
            Highest != NoSlot && NextFree == HeaderSize + Used + Fragmented && NextFree <= LitePage.Size - FooterSize,
            "has other space in use than its header says");
        Require(PositionOf(Highest) != 0, "does not use its last slot");
        RequireSegments();
    }

    private void RequireSegments()
    {
        Span<(int Start, int End)> segments = stackalloc (int, int)[byte.MaxValue + 1];
        var (count, used) = (0, 0);
        for (var slot = 0; slot <= Highest; slot++)
        {
            var (position, length) = (PositionOf(slot), LengthOf(slot));
            Require(position == 0 == (length == 0), $"has half of slot {slot}");
            if (position != 0)
            {
                Require(position >= HeaderSize && position + length <= NextFree, $"has slot {slot} outside of its space");
                segments[count++] = (position, position + length);
                used += length;
            }
        }

        Require(count == Items && used == Used, "has other segments than its header says");
        segments[..count].Sort();
        for (var i = 1; i < count; i++)
        {
            Require(segments[i].Start >= segments[i - 1].End, "has segments that overlap");
        }
    }

    private int FooterSize => (Highest + 1) * SlotSize;

    private int PositionOf(int slot) => UInt16(LitePage.Size - ((slot + 1) * SlotSize) + 2);

    private int LengthOf(int slot) => UInt16(LitePage.Size - ((slot + 1) * SlotSize));

    private ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset));

    private void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new PageDamageException($"page {Id} {problem}");
        }
    }
}
