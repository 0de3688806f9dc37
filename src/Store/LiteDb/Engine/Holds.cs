using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>Who holds the files just now. Taken and broken by the engine thread, released by any.</summary>
internal sealed class Holds
{
    private readonly Lock gate = new();
    private readonly HashSet<HeldFiles> held = [];

    public bool Any
    {
        get
        {
            lock (gate)
            {
                return held.Count > 0;
            }
        }
    }

    /// <summary>Holds what is durable now, which is all that was ever acknowledged.</summary>
    public HeldFiles Take(DatabaseFiles files)
    {
        var taken = new HeldFiles(files.Data, files.Log, files.Log.DurableCount, Release);
        lock (gate)
        {
            held.Add(taken);
        }

        return taken;
    }

    public void BreakAll(string reason)
    {
        HeldFiles[] all;
        lock (gate)
        {
            all = [.. held];
            held.Clear();
        }

        foreach (var files in all)
        {
            files.Break(reason);
        }
    }

    private void Release(HeldFiles files)
    {
        lock (gate)
        {
            held.Remove(files);
        }
    }
}
