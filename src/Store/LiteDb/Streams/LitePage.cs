using System.Buffers.Binary;

namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>The header fields of a LiteDB 5 page (file version 8) that recovery needs.</summary>
internal static class LitePage
{
    public const int Size = 8192;

    private const int TransactionIdOffset = 14;
    private const int ConfirmedOffset = 18;
    private const int FileInfoOffset = 32;
    private const int FileVersionOffset = 59;
    private const int LastPageIdOffset = 64;
    private const int CreationTimeOffset = 68; // ticks, without which LiteDB does not open the file
    private const int UserVersionOffset = 76;

    private static ReadOnlySpan<byte> FileInfo => "** This is a LiteDB file **"u8;

    public static uint PageId(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page);

    public static uint TransactionId(ReadOnlySpan<byte> page) =>
        BinaryPrimitives.ReadUInt32LittleEndian(page[TransactionIdOffset..]);

    /// <summary>True on the last page that a committed transaction writes to the log.</summary>
    public static bool IsConfirmed(ReadOnlySpan<byte> page) => page[ConfirmedOffset] != 0;

    public static void Stamp(Span<byte> page, uint transactionId, bool isConfirmed)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(page[TransactionIdOffset..], transactionId);
        page[ConfirmedOffset] = isConfirmed ? (byte)1 : (byte)0;
    }

    /// <summary>Makes a log page what it is in the data file, as LiteDB's own checkpoint does.</summary>
    public static void StampForDataFile(Span<byte> page) => Stamp(page, uint.MaxValue, isConfirmed: false);

    public static bool IsFileHeader(ReadOnlySpan<byte> page) =>
        page.Slice(FileInfoOffset, FileInfo.Length).SequenceEqual(FileInfo)
        && page[FileVersionOffset] == 8
        && BinaryPrimitives.ReadInt64LittleEndian(page[CreationTimeOffset..]) is var created
        && created >= 0
        && created <= DateTime.MaxValue.Ticks;

    /// <summary>The highest page id the file header knows of.</summary>
    public static uint LastPageId(ReadOnlySpan<byte> header) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header[LastPageIdOffset..]);

    /// <summary>
    /// Whether the header says that the file belongs together with a log: set from the first opening on, taken back by a
    /// clean stop. It stands in LiteDB's own <c>USER_VERSION</c>.
    /// </summary>
    public static bool NeedsLog(ReadOnlySpan<byte> header) =>
        BinaryPrimitives.ReadInt32LittleEndian(header[UserVersionOffset..]) == LitePragmas.NeedsLog;

    public static void SetNeedsLog(Span<byte> header) =>
        BinaryPrimitives.WriteInt32LittleEndian(header[UserVersionOffset..], LitePragmas.NeedsLog);
}
