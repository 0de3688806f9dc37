using LiteDB;

namespace TeamAccess.Store.LiteDb.Pages;

/// <summary>
/// Checks the links of a skip list during one walk over its lowest level: on each level, forward and backward links
/// name the same neighbours.
/// </summary>
internal sealed class SkipListLinks(IndexLayout index)
{
    private readonly PageAddress[] last = new PageAddress[IndexNode.MostLevels];
    private readonly PageAddress[] next = new PageAddress[IndexNode.MostLevels];

    /// <summary>What the lowest level leads to now.</summary>
    public PageAddress Next => next[0];

    public void Begin(IndexNode head)
    {
        RequireEnd(head, BsonType.MinValue);
        for (var level = 0; level < IndexNode.MostLevels; level++)
        {
            (last[level], next[level]) = (index.Head, head.NextAt(level));
            Require(head.PreviousAt(level).IsEmpty, index.Head);
        }
    }

    public IndexEntry Follow(IndexNode node, PageAddress address)
    {
        for (var level = 0; level < node.Levels; level++)
        {
            Require(next[level] == address && node.PreviousAt(level) == last[level], address);
            (last[level], next[level]) = (address, node.NextAt(level));
        }

        return new IndexEntry(address, node.Key, node.Document, node.NextOfDocument);
    }

    /// <summary>A level that never had an entry has no links at all.</summary>
    public void End(IndexNode tail)
    {
        RequireEnd(tail, BsonType.MaxValue);
        for (var level = 0; level < IndexNode.MostLevels; level++)
        {
            var unused = level > 0 && last[level] == index.Head && next[level].IsEmpty;
            Require(unused || next[level] == index.Tail, index.Tail);
            Require(unused ? tail.PreviousAt(level).IsEmpty : tail.PreviousAt(level) == last[level], index.Tail);
            Require(tail.NextAt(level).IsEmpty, index.Tail);
        }
    }

    private void RequireEnd(IndexNode node, BsonType type) => Require(
        node.Levels == IndexNode.MostLevels && node.Key.Type == type && node.Document.IsEmpty,
        type == BsonType.MinValue ? index.Head : index.Tail);

    private void Require(bool condition, PageAddress at)
    {
        if (!condition)
        {
            throw new PageDamageException($"the index {index.Name} has broken links at {at}");
        }
    }
}
