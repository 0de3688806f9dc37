namespace TeamAccess.Store.LiteDb.Engine;

/// <summary>Bounds of the engine thread.</summary>
internal sealed record EngineOptions
{
    /// <summary>Units waiting for the thread; beyond it callers wait to queue.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>Units taken from the queue at a time, and so the most that one flush answers.</summary>
    public int BatchUnits { get; init; } = 256;

    /// <summary>
    /// Calls into LiteDB after which a transaction takes no further unit. LiteDB holds every page a transaction
    /// touched, and mistakes a scan over more than some 2,500 uncommitted documents of a small file for a loop.
    /// </summary>
    public int BatchOperations { get; init; } = 1000;

    /// <summary>Pages of 8 KiB in the log after which they are copied to the data file.</summary>
    public long CheckpointPages { get; init; } = 2000;

    /// <summary>
    /// Pages of 8 KiB to which the log may grow while somebody holds the files; then the hold is broken. 1 GiB.
    /// </summary>
    public long HeldLogPages { get; init; } = 131_072;

    /// <summary>Wait before the first reopening after a failure; doubles with each further one.</summary>
    public TimeSpan FirstReopenDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait between two reopenings.</summary>
    public TimeSpan LongestReopenDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Failures of LiteDB itself in a row, without a commit between them, after which the store stays closed. A disk
    /// that refuses writes (full, for instance) is tried for as long as it takes.
    /// </summary>
    public int ReopenAttempts { get; init; } = 5;
}
