namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>How far a compaction has come.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Stage">What to: pages, or a table's name.</param>
/// <param name="Done">Pages or rows of this stage.</param>
/// <param name="Total">All that this stage has.</param>
public sealed record CompactionProgress(CompactionPhase Phase, string Stage, long Done, long Total);

/// <summary>What a compaction does, in this order.</summary>
public enum CompactionPhase
{
    /// <summary>The database is verified: damage must not be carried over.</summary>
    Verify,

    /// <summary>The rows are written into a new file.</summary>
    Copy,

    /// <summary>The new file is verified, and held against the old one.</summary>
    Compare,
}
