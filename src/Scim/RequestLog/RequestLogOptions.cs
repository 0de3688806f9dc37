namespace TeamAccess.Scim.RequestLog;

/// <summary>How much the provisioning log keeps, and for how long.</summary>
public sealed class RequestLogOptions
{
    /// <summary>0 to 365; 0 for no log at all. Scheduled work removes what is older.</summary>
    public int Days { get; set; } = 30;

    /// <summary>The most entries of one workspace; the oldest go first.</summary>
    public int MaxEntries { get; set; } = 50_000;

    /// <summary>In bytes; what a masked body has beyond it is left out.</summary>
    public int MaxBody { get; set; } = 16 * 1024;

    /// <summary>
    /// In bytes; a request with a larger body is not kept for replay. 0 to keep none.
    /// </summary>
    public int MaxReplayBody { get; set; } = 64 * 1024;

    /// <summary>Entries that wait to be written; beyond it they are dropped and counted.</summary>
    public int MaxQueued { get; set; } = 4_096;

    /// <summary>
    /// Reads of one connection that are kept in a second, averaged, with five times as many at once; beyond it they are
    /// counted only. A flood of reads would push out of the log whatever somebody looks for. 0 for no bound.
    /// </summary>
    public int ReadsPerSecond { get; set; } = 200;

    internal bool IsOn => Days > 0;
}
