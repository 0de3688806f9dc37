namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>An entry of an index: a node of a skip list, and one of the entries of its document.</summary>
internal readonly ref struct IndexNode
{
    public const int MostLevels = 32;

    private const int FixedSize = 12;
    private const int LevelSize = 2 * PageAddress.Size;

    private readonly ReadOnlySpan<byte> segment;

    private IndexNode(ReadOnlySpan<byte> segment) => this.segment = segment;

    /// <summary>Number of the index in its collection.</summary>
    public byte Index => segment[0];

    public byte Levels => segment[1];

    /// <summary>The document's first block.</summary>
    public PageAddress Document => PageAddress.Read(segment[2..]);

    /// <summary>The next entry of the same document.</summary>
    public PageAddress NextOfDocument => PageAddress.Read(segment[7..]);

    public IndexKey Key => IndexKey.Read(segment[(FixedSize + (Levels * LevelSize))..]);

    /// <exception cref="PageDamageException">It is none.</exception>
    public static IndexNode Read(ReadOnlySpan<byte> segment) =>
        segment.Length > FixedSize
            && segment[1] is > 0 and <= MostLevels
            && segment.Length > FixedSize + (segment[1] * LevelSize)
            ? new IndexNode(segment)
            : throw new PageDamageException("an index has an entry that cannot be read");

    public PageAddress PreviousAt(int level) => PageAddress.Read(segment[(FixedSize + (level * LevelSize))..]);

    public PageAddress NextAt(int level) =>
        PageAddress.Read(segment[(FixedSize + (level * LevelSize) + PageAddress.Size)..]);
}
