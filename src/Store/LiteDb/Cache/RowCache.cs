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
    /// <summary>How many places of rows that are gone the clock may have, beside as many as there are rows.</summary>
    private const int Gone = 1024;

    private readonly ConcurrentDictionary<CacheKey, Entry> entries = new();
    private readonly Queue<(CacheKey Key, Entry Entry)> clock = new();
    private int live; // entries.Count takes every lock of the dictionary

    public int Count => entries.Count;

    /// <summary>By estimate.</summary>
    public long Bytes { get; private set; }

    public bool TryGet<T>(CacheKey key, [NotNullWhen(true)] out T? row)
        where T : class
    {
        if (entries.TryGetValue(key, out var entry) && entry.Row is { } found)
        {
            entry.Used = true;
            row = (T)found;
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
        live++;
        Bytes += entry.Bytes;
        clock.Enqueue((key, entry));
        while (live > mostRows || Bytes > mostBytes)
        {
            Turn();
        }

        if (clock.Count > (2L * live) + Gone)
        {
            Sweep();
        }
    }

    public void Remove(CacheKey key)
    {
        if (entries.TryRemove(key, out var entry))
        {
            live--;
            Bytes -= entry.Bytes;
            entry.Forget(); // the clock knows it for a while yet, and would keep a row that no budget counts
        }
    }

    public void Clear()
    {
        entries.Clear();
        clock.Clear();
        (live, Bytes) = (0, 0);
    }

    private void Turn()
    {
        var (key, entry) = clock.Dequeue();
        if (entry.Row is null)
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

    private void Sweep()
    {
        for (var n = clock.Count; n > 0; n--)
        {
            var place = clock.Dequeue();
            if (place.Entry.Row is not null)
            {
                clock.Enqueue(place);
            }
        }
    }

    private sealed class Entry(object row, long bytes)
    {
        private volatile bool used;
        private volatile object? row = row;

        /// <summary>Null once it was replaced or removed.</summary>
        public object? Row => row;

        public long Bytes { get; } = bytes;

        public bool Used
        {
            get => used;
            set => used = value;
        }

        public void Forget() => row = null;
    }
}
