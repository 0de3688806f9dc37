using System.Buffers.Binary;
using System.IO.Hashing;

namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>
/// How the log lies on the disk: two header slots that take turns, each naming a generation, then frames of one page,
/// the generation, the frame's index and a checksum of all three. A frame counts only at its own place, in the current
/// generation, undamaged: what an earlier generation left behind, or a torn write, is never taken for a page.
/// </summary>
internal sealed class LogFormat
{
    public const int HeaderSize = 2 * SlotSize;
    public const int FrameSize = LitePage.Size + 24;

    private const int SlotSize = 4096;
    private const int SlotUsed = 24;
    private const ulong Magic = 0x31474F4C_41454D54; // "TMEALOG1"
    private const int GenerationOffset = LitePage.Size;
    private const int IndexOffset = LitePage.Size + 8;
    private const int ChecksumOffset = LitePage.Size + 16;

    private readonly Func<byte[], int, ulong> checksum;

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
        var slot = new byte[SlotUsed];
        for (var number = 0; number < 2; number++)
        {
            if (file.Read(number * SlotSize, slot) == SlotUsed
                && BinaryPrimitives.ReadUInt64LittleEndian(slot) == Magic
                && BinaryPrimitives.ReadUInt64LittleEndian(slot.AsSpan(16)) == Hash(slot, 16))
            {
                var generation = BinaryPrimitives.ReadUInt64LittleEndian(slot.AsSpan(8));
                newest = Math.Max(newest ?? 0, generation);
            }
        }

        return newest;
    }

    /// <summary>Names the generation in the slot that the one before does not use.</summary>
    public static void WriteGeneration(FailStopFile file, ulong generation)
    {
        var slot = new byte[SlotUsed];
        BinaryPrimitives.WriteUInt64LittleEndian(slot, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(8), generation);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(16), Hash(slot, 16));
        file.Write((long)(generation % 2) * SlotSize, slot);
    }

    /// <summary>Completes a frame whose first bytes hold the page.</summary>
    public void Seal(byte[] frame, ulong generation, long index)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(GenerationOffset), generation);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(IndexOffset), index);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(ChecksumOffset), checksum(frame, ChecksumOffset));
    }

    public bool IsWhole(byte[] frame, ulong generation, long index) =>
        BinaryPrimitives.ReadUInt64LittleEndian(frame.AsSpan(GenerationOffset)) == generation
        && BinaryPrimitives.ReadInt64LittleEndian(frame.AsSpan(IndexOffset)) == index
        && BinaryPrimitives.ReadUInt64LittleEndian(frame.AsSpan(ChecksumOffset)) == checksum(frame, ChecksumOffset);
}
