using System.Buffers.Binary;
using System.IO.Hashing;

namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// How the log lies on the disk: two header slots that take turns, each naming a generation, then frames of one page,
/// the generation, the frame's index and a checksum of all three. A frame counts only at its own place, in the current
/// generation, undamaged: what an earlier generation left behind, or a torn write, is never taken for a page. In the
/// block of the header slot that is not in use stands how many frames of the current generation a flush has covered: by
/// it a frame that has been damaged since is told from one that never arrived.
/// </summary>
internal sealed class LogFormat
{
    public const int HeaderSize = 2 * SlotSize;
    public const int FrameSize = LitePage.Size + 24;

    private const int SlotSize = 4096;
    private const int SlotUsed = 24;
    private const int ReachOffset = 512; // a sector of its own
    private const ulong Magic = 0x31474F4C_41454D54; // "TMEALOG1"
    private const int GenerationOffset = LitePage.Size;
    private const int IndexOffset = LitePage.Size + 8;
    private const int ChecksumOffset = LitePage.Size + 16;

    private readonly Func<byte[], int, ulong> checksum;

    /// <summary>
    /// The first generation of a log whose data file has been made: with this one or a later one there is a data file.
    /// </summary>
    public const ulong FirstWithData = 1UL << 32;

    // Weakened formats exist only in tests, which prove that the power-cut simulator notices.
    internal LogFormat(Func<byte[], int, ulong> checksum, ulong generationStep)
    {
        this.checksum = checksum;
        GenerationStep = generationStep;
    }

    public static LogFormat Standard { get; } = new(Hash, generationStep: 1);

    public ulong GenerationStep { get; }

    public static long FrameOffset(long index) => HeaderSize + index * FrameSize;

    public static ulong Hash(byte[] bytes, int count) => XxHash3.HashToUInt64(bytes.AsSpan(0, count));

    /// <summary>The newest generation that a header slot names, or null where no slot is whole.</summary>
    public static ulong? ReadGeneration(FailStopFile file)
    {
        ulong? newest = null;
        for (var number = 0; number < 2; number++)
        {
            if (ReadPair(file, number * SlotSize) is (Magic, var generation))
            {
                newest = Math.Max(newest ?? 0, generation);
            }
        }

        return newest;
    }

    /// <summary>Names the generation in the slot that the one before does not use.</summary>
    public static void WriteGeneration(FailStopFile file, ulong generation) =>
        WritePair(file, (long)(generation % 2) * SlotSize, Magic, generation);

    /// <summary>
    /// Notes that a flush has covered so many frames; need not be flushed itself, for it is true whenever it arrives.
    /// </summary>
    public static void WriteReach(FailStopFile file, ulong generation, long frames) =>
        WritePair(file, OffsetOfReach(generation), generation, (ulong)frames);

    /// <summary>How many frames of this generation must be whole.</summary>
    public static long ReadReach(FailStopFile file, ulong generation) =>
        ReadPair(file, OffsetOfReach(generation)) is var (named, frames) && named == generation ? (long)frames : 0;

    /// <summary>Completes a frame whose first bytes hold the page.</summary>
    public void Seal(byte[] frame, ulong generation, long index)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(GenerationOffset), generation);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(IndexOffset), index);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(ChecksumOffset), checksum(frame, ChecksumOffset));
    }

    public static ulong GenerationOf(byte[] frame) =>
        BinaryPrimitives.ReadUInt64LittleEndian(frame.AsSpan(GenerationOffset));

    public bool IsWhole(byte[] frame, ulong generation, long index) =>
        GenerationOf(frame) == generation
        && BinaryPrimitives.ReadInt64LittleEndian(frame.AsSpan(IndexOffset)) == index
        && BinaryPrimitives.ReadUInt64LittleEndian(frame.AsSpan(ChecksumOffset)) == checksum(frame, ChecksumOffset);

    private static long OffsetOfReach(ulong generation) => (long)((generation + 1) % 2) * SlotSize + ReachOffset;

    private static (ulong First, ulong Second)? ReadPair(FailStopFile file, long offset)
    {
        var slot = new byte[SlotUsed];
        return file.Read(offset, slot) == SlotUsed && BinaryPrimitives.ReadUInt64LittleEndian(slot.AsSpan(16)) == Hash(slot, 16)
            ? (BinaryPrimitives.ReadUInt64LittleEndian(slot), BinaryPrimitives.ReadUInt64LittleEndian(slot.AsSpan(8)))
            : null;
    }

    private static void WritePair(FailStopFile file, long offset, ulong first, ulong second)
    {
        var slot = new byte[SlotUsed];
        BinaryPrimitives.WriteUInt64LittleEndian(slot, first);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(8), second);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(16), Hash(slot, 16));
        file.Write(offset, slot);
    }
}
