using TeamAccess.Store.LiteDb.Engine;

namespace TeamAccess.Store.LiteDb.Cache;

/// <summary>
/// The rows as the next unit of work would find them stored: the cache, and over it what the units before it in the
/// same batch changed, which the cache must not have until it is durable. Of the engine thread alone.
/// </summary>
internal sealed class BatchRows(RowCache cache) : IRowMemory
{
    // Null is a row that was removed.
    private readonly Dictionary<CacheKey, object?> committed = [];
    private readonly Dictionary<CacheKey, object?> open = [];

    /// <summary>Adds what a unit of the open transaction changed.</summary>
    public void Add(CacheKey key, object? row) => open[key] = row;

    /// <returns>False when nothing is known of it, so that the database has to be asked.</returns>
    public bool TryGet(CacheKey key, out object? row)
    {
        if (open.TryGetValue(key, out row) || committed.TryGetValue(key, out row))
        {
            return true;
        }

        var known = cache.TryGet(key, out object? cached);
        row = cached;
        return known;
    }

    public void OnCommitted()
    {
        foreach (var (key, row) in open)
        {
            committed[key] = row;
        }

        open.Clear();
    }

    public void OnRolledBack() => open.Clear();

    public void OnDurable() => committed.Clear();

    public void OnReset()
    {
        open.Clear();
        committed.Clear();
        cache.Clear();
    }
}
