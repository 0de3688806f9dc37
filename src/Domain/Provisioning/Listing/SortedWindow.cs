namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>
/// Keeps the first of many in sorted order, and of each only its key: a workspace is never in memory.
/// </summary>
/// <param name="capacity">How many are kept.</param>
/// <param name="after">Only what comes behind it is kept; null for all.</param>
internal sealed class SortedWindow(int capacity, bool descending, ListPosition? after)
{
    private readonly SortedSet<Entry> kept = new(new Order(descending));
    private readonly Order order = new(descending);
    private readonly Entry? floor = after is null ? null : new Entry(after.Key, after.Type, after.Id);

    /// <summary>Whether something was left out that comes behind what is kept.</summary>
    public bool HasMore { get; private set; }

    public IEnumerable<Entry> Entries => kept;

    public void Offer(string? key, int type, Guid id)
    {
        var entry = new Entry(key, type, id);
        if (floor is not null && order.Compare(entry, floor) <= 0)
        {
            return;
        }

        if (kept.Count < capacity)
        {
            kept.Add(entry);
            return;
        }

        HasMore = true;
        if (capacity > 0 && order.Compare(entry, kept.Max) < 0)
        {
            kept.Remove(kept.Max!);
            kept.Add(entry);
        }
    }

    internal sealed record Entry(string? Key, int Type, Guid Id);

    // RFC 7644 §3.4.2.3: without a value last when ascending, first when descending. Ties by type and id, so that the order
    // is the same on each page.
    private sealed class Order(bool descending) : IComparer<Entry>
    {
        public int Compare(Entry? x, Entry? y)
        {
            var order = (x!.Key, y!.Key) switch
            {
                (null, null) => 0,
                (null, _) => 1,
                (_, null) => -1,
                var (one, other) => string.CompareOrdinal(one, other),
            };
            order = order != 0 ? order : x.Type.CompareTo(y.Type);
            order = order != 0 ? order : x.Id.CompareTo(y.Id);
            return descending ? -order : order;
        }
    }
}
