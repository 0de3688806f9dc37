using System.Buffers.Binary;
using System.Text;

namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>An index as its collection's page describes it.</summary>
internal sealed record IndexLayout(
    byte Slot, string Name, string Expression, bool IsUnique, PageAddress Head, PageAddress Tail, uint FreePages);

/// <summary>A collection as its page describes it.</summary>
/// <param name="FreePages">The first page of each list of data pages, by how much space they have left.</param>
internal sealed record CollectionLayout(
    string Name, uint Page, IReadOnlyList<IndexLayout> Indexes, IReadOnlyList<uint> FreePages)
{
    private const int FreeLists = 5;
    private const int IndexesOffset = 96;
    private const int NamesOffset = 192;
    private const int NamesSize = 8000;
    private const byte Int32Type = 0x10;
    private const int IndexTailSize = 1 + PageAddress.Size + PageAddress.Size + 1 + sizeof(uint);

    public IndexLayout PrimaryKey => Indexes.FirstOrDefault(index => index.Slot == 0 && index.Name == "_id")
        ?? throw new PageDamageException($"the collection {Name} has no primary key");

    /// <summary>All collections that the file's header names.</summary>
    /// <exception cref="PageDamageException">The names, or a collection's page, cannot be read.</exception>
    public static IReadOnlyList<CollectionLayout> ReadAll(PageReader pages) =>
        [.. NamesIn(pages.Header.Bytes.Slice(NamesOffset, NamesSize)).Select(entry => Read(pages, entry.Name, entry.Page))];

    // A document of one integer for each name.
    private static List<(string Name, uint Page)> NamesIn(ReadOnlySpan<byte> area)
    {
        var names = new List<(string, uint)>();
        var length = BinaryPrimitives.ReadInt32LittleEndian(area);
        if (length == 0)
        {
            return names; // a file without any collection
        }

        Require(length is >= 5 and <= NamesSize && area[length - 1] == 0, "the names of the collections cannot be read");
        for (var rest = area[sizeof(int)..(length - 1)]; !rest.IsEmpty;)
        {
            var end = rest[1..].IndexOf((byte)0) + 1;
            Require(rest[0] == Int32Type && end > 1 && rest.Length >= end + 5, "the names of the collections cannot be read");
            names.Add((
                Encoding.UTF8.GetString(rest[1..end]), BinaryPrimitives.ReadUInt32LittleEndian(rest[(end + 1)..])));
            rest = rest[(end + 5)..];
        }

        Require(
            names.Select(entry => entry.Item1).Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count
                && names.Select(entry => entry.Item2).Distinct().Count() == names.Count,
            "two collections have the same name or page");
        return names;
    }

    private static CollectionLayout Read(PageReader pages, string name, uint id)
    {
        var page = pages.Get(id, PageKind.Collection, id).Bytes;
        var free = new uint[FreeLists];
        for (var list = 0; list < FreeLists; list++)
        {
            free[list] = BinaryPrimitives.ReadUInt32LittleEndian(page[(PageView.HeaderSize + (list * sizeof(uint)))..]);
        }

        var rest = page[(IndexesOffset + 1)..];
        var indexes = new List<IndexLayout>();
        for (var count = page[IndexesOffset]; count > 0; count--)
        {
            indexes.Add(ReadIndex(name, ref rest));
        }

        Require(
            indexes.Select(index => index.Slot).Distinct().Count() == indexes.Count
                && indexes.Select(index => index.Name).Distinct(StringComparer.Ordinal).Count() == indexes.Count,
            $"two indexes of {name} have the same name or number");
        return new CollectionLayout(name, id, indexes, free);
    }

    private static IndexLayout ReadIndex(string collection, ref ReadOnlySpan<byte> rest)
    {
        Require(rest.Length > 2 && rest[1] == 0, $"the indexes of {collection} cannot be read");
        var slot = rest[0];
        rest = rest[2..];
        var name = ReadText(collection, ref rest);
        var expression = ReadText(collection, ref rest);
        Require(rest.Length >= IndexTailSize && rest[0] <= 1, $"the indexes of {collection} cannot be read");
        var index = new IndexLayout(
            slot,
            name,
            expression,
            rest[0] == 1,
            PageAddress.Read(rest[1..]),
            PageAddress.Read(rest[(1 + PageAddress.Size)..]),
            BinaryPrimitives.ReadUInt32LittleEndian(rest[(IndexTailSize - sizeof(uint))..]));
        rest = rest[IndexTailSize..];
        return index;
    }

    private static string ReadText(string collection, ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        Require(end > 0, $"the indexes of {collection} cannot be read");
        var text = Encoding.UTF8.GetString(rest[..end]);
        rest = rest[(end + 1)..];
        return text;
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new PageDamageException(problem);
        }
    }
}
