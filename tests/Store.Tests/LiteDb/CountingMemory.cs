using TeamAccess.Store.LiteDb.Engine;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>Counts how often the engine takes back what is kept in memory.</summary>
internal sealed class CountingMemory : IRowMemory
{
    private int resets;

    public int Resets => Volatile.Read(ref resets);

    public void OnCommitted()
    {
    }

    public void OnRolledBack()
    {
    }

    public void OnDurable()
    {
    }

    public void OnReset() => Interlocked.Increment(ref resets);
}
