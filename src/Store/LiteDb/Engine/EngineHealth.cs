namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>What the store can do now.</summary>
internal enum EngineState
{
    /// <summary>Reads and writes.</summary>
    Serving,

    /// <summary>One batch of work has taken suspiciously long: the disk does not answer. What waits may yet be done.</summary>
    Stalled,

    /// <summary>
    /// Writes are refused until the store has reopened by itself; reads see what was acknowledged, where they can.
    /// </summary>
    Reopening,

    /// <summary>As <see cref="Reopening"/>, but only a restart of the process helps.</summary>
    Stopped,

    /// <summary>Shut down.</summary>
    Closed,
}

/// <summary>The store's state and, where it is not serving, why. Not for clients' eyes.</summary>
internal sealed record EngineHealth(EngineState State, Exception? Cause);
