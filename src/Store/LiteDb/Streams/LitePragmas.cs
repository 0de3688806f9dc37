using LiteDB.Engine;

namespace TeamAccess.Store.LiteDb.Streams;

/// <summary>The settings that LiteDB keeps in the file.</summary>
internal static class LitePragmas
{
    // Far above our own bound, so that LiteDB never checkpoints inside a commit; not 0, with which another LiteDB
    // program would leave its changes in a log of its own when it closes. (int pages × 8,192 must not overflow.)
    private const int CheckpointPages = 100_000;

    /// <summary>The user version of a file that is nothing without its log.</summary>
    public const int NeedsLog = 0x4C_47_4D_54; // "TMGL"

    /// <summary>Sets what differs.</summary>
    /// <returns>The number of commits this took.</returns>
    public static int Apply(ILiteEngine engine) =>
        Convert.ToInt32(engine.Pragma("UTC_DATE", true)) + Convert.ToInt32(engine.Pragma("CHECKPOINT", CheckpointPages));

    /// <summary>For a clean stop, before its last checkpoint: the data file is whole by itself after that.</summary>
    public static void ReleaseLog(ILiteEngine engine) => engine.Pragma("USER_VERSION", 0);
}
