using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace TeamAccess.Store.LiteDb.Cache;

/// <summary>
/// Rows in memory, as they are stored. Any thread looks up; only the engine thread changes it, in the order of the
/// commits and before their callers are answered, so whoever was answered finds their change or nothing. Absence is
/// not kept.
/// </summary>
/// <remarks>Over its bounds it lets go of what was not asked for since it last came round (second chance).</remarks>
internal sealed class RowCache(int mostRows, long mostBytes)
{
    private readonly ConcurrentDictionary<CacheKey, Entry> entries = new();
    private readonly Queue<(CacheKey Key, Entry Entry)> clock = new();

    public int Count => entries.Count;

    /// <summary>By estimate.</summary>
    public long Bytes { get; private set; }

    public bool TryGet<T>(CacheKey key, [NotNullWhen(true)] out T? row)
        where T : class
    {
        if (entries.TryGetValue(key, out var entry))
        {
            entry.Used = true;
            row = (T)entry.Row;
            return true;
        }

        row = null;
        return false;
    }

    public void Put(CacheKey key, object row)
    {
        Remove(key);
        var entry = new Entry(row, RowWeight.Of(row));
        if (entry.Bytes > mostBytes || mostRows < 1)
        {
            return;
        }

        entries[key] = entry;
        Bytes += entry.Bytes;
        clock.Enqueue((key, entry));
        while (entries.Count > mostRows || Bytes > mostBytes || clock.Count > 2L * mostRows)
        {
            Turn();
        }
    }

    public void Remove(CacheKey key)
    {
        if (entries.TryRemove(key, out var entry))
        {
            Bytes -= entry.Bytes;
        }
    }

    public void Clear()
    {
        entries.Clear();
        clock.Clear();
        Bytes = 0;
    }

    private void Turn()
    {
        var (key, entry) = clock.Dequeue();
        if (!entries.TryGetValue(key, out var current) || !ReferenceEquals(current, entry))
        {
            return; // replaced or removed since
        }

        if (entry.Used)
        {
            entry.Used = false;
            clock.Enqueue((key, entry));
            return;
        }

        Remove(key);
    }

    private sealed class Entry(object row, long bytes)
    {
        private volatile bool used;

        public object Row { get; } = row;

        public long Bytes { get; } = bytes;

        public bool Used
        {
            get => used;
            set => used = value;
        }
    }
}
