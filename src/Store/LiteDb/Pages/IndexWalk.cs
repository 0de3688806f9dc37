namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>An entry that a walk has come to.</summary>
/// <param name="NextOfDocument">The next entry of the same document, in another index.</param>
internal readonly record struct IndexEntry(
    PageAddress Address, IndexKey Key, PageAddress Document, PageAddress NextOfDocument);

/// <summary>Walks an index from its first entry to its last, and finds entries by key.</summary>
internal sealed class IndexWalk(PageReader pages, uint collection, IndexLayout index)
{
    /// <summary>Every entry in the order of the keys, with all links of the skip list checked on the way.</summary>
    /// <param name="most">No index has more entries: beyond it the links run in a circle.</param>
    /// <exception cref="PageDamageException">Links or keys are not as LiteDB writes them.</exception>
    public IEnumerable<IndexEntry> All(long most)
    {
        var links = new SkipListLinks(index);
        links.Begin(Node(index.Head));
        IndexKey? before = null;
        for (long count = 0; links.Next != index.Tail; count++)
        {
            var entry = links.Follow(Node(links.Next), links.Next);
            if (count == most)
            {
                throw Damage("has links that run in a circle");
            }

            if (before is { } last && last.CompareTo(entry.Key) is var order && (order > 0 || (order == 0 && index.IsUnique)))
            {
                throw Damage($"has the entry at {entry.Address} out of order");
            }

            before = entry.Key;
            yield return entry;
        }

        links.End(Node(index.Tail));
    }

    /// <summary>The first entry whose key is this one or follows it.</summary>
    /// <exception cref="PageDamageException">Links are not as LiteDB writes them.</exception>
    public IndexEntry? Seek(IndexKey key)
    {
        var (left, steps) = (index.Head, 0L);
        for (var level = IndexNode.MostLevels - 1; level >= 0; level--)
        {
            for (var right = Node(left).NextAt(level); !right.IsEmpty && right != index.Tail; steps++)
            {
                var node = Node(right);
                if (steps > (long)pages.LastPage * byte.MaxValue || node.Levels <= level)
                {
                    throw Damage("has links that lead nowhere");
                }

                if (node.Key.CompareTo(key) >= 0)
                {
                    break;
                }

                (left, right) = (right, node.NextAt(level));
            }
        }

        var found = Node(left).NextAt(0);
        return found == index.Tail ? null : EntryAt(found);
    }

    public bool Has(string key) => Seek(IndexKey.Of(key)) is { } found && found.Key == IndexKey.Of(key);

    private IndexEntry EntryAt(PageAddress address)
    {
        var node = Node(address);
        return new IndexEntry(address, node.Key, node.Document, node.NextOfDocument);
    }

    private IndexNode Node(PageAddress address)
    {
        var node = IndexNode.Read(pages.Get(address.Page, PageKind.Index, collection).Segment(address.Slot));
        return node.Index == index.Slot ? node : throw Damage($"leads to the entry of another index at {address}");
    }

    private PageDamageException Damage(string problem) => new($"the index {index.Name} {problem}");
}
