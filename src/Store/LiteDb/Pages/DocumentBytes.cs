using System.Buffers.Binary;
using LiteDB;

namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>Puts a document's bytes together from the blocks that it lies in.</summary>
internal static class DocumentBytes
{
    /// <summary>The most bytes that LiteDB lets a document have, and some.</summary>
    private const int MostBytes = 32 * 1024 * 1024;

    private const int BlockHeaderSize = 1 + PageAddress.Size;
    private const int SmallestDocument = 5;

    /// <param name="onBlock">Sees each block after the first.</param>
    /// <exception cref="PageDamageException">The blocks do not make up a document.</exception>
    public static byte[] Read(PageReader pages, uint collection, PageAddress first, Action<PageAddress>? onBlock = null)
    {
        var (block, next) = Block(pages, collection, first, isFirst: true);
        var length = block.Length < sizeof(int) ? 0 : BinaryPrimitives.ReadInt32LittleEndian(block);
        if (length < Math.Max(SmallestDocument, block.Length) || length > MostBytes)
        {
            throw new PageDamageException($"the document at {first} has no sound length");
        }

        var bytes = new byte[length];
        block.CopyTo(bytes);
        for (var filled = block.Length; !next.IsEmpty || filled < length; filled += block.Length)
        {
            if (next.IsEmpty || filled == length)
            {
                throw new PageDamageException($"the document at {first} has other blocks than its length asks for");
            }

            onBlock?.Invoke(next);
            (block, next) = Block(pages, collection, next, isFirst: false);
            if (block.Length > length - filled)
            {
                throw new PageDamageException($"the document at {first} has more bytes than its length says");
            }

            block.CopyTo(bytes.AsSpan(filled));
        }

        return bytes;
    }

    /// <exception cref="PageDamageException">The bytes are no document.</exception>
    public static BsonDocument Decode(byte[] bytes)
    {
        try
        {
            return BsonSerializer.Deserialize(bytes, utcDate: true);
        }
        catch (Exception) // of many kinds, in bytes that nobody vouches for
        {
            throw new PageDamageException("the row cannot be read");
        }
    }

    /// <summary>Whether a segment of a data page is a document's first block.</summary>
    /// <exception cref="PageDamageException">It is no block.</exception>
    public static bool IsFirst(ReadOnlySpan<byte> segment) =>
        segment.Length > BlockHeaderSize && segment[0] <= 1
            ? segment[0] == 0
            : throw new PageDamageException("a data page has a block that cannot be read");

    private static Piece Block(PageReader pages, uint collection, PageAddress address, bool isFirst)
    {
        var segment = pages.Get(address.Page, PageKind.Data, collection).Segment(address.Slot);
        return IsFirst(segment) == isFirst
            ? new Piece(segment[BlockHeaderSize..], PageAddress.Read(segment[1..]))
            : throw new PageDamageException($"the block at {address} is another part of a document");
    }

    private readonly ref struct Piece(ReadOnlySpan<byte> bytes, PageAddress next)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;

        public void Deconstruct(out ReadOnlySpan<byte> block, out PageAddress following)
        {
            block = bytes;
            following = next;
        }
    }
}
