namespace TeamAccess.Domain.Administration.Exports;

/// <summary>What a server keeps of exports for the sake of connections that break.</summary>
public sealed record ExportLimits
{
    /// <summary>How long an export that nobody fetches is kept.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many of them; with one more, the oldest is given up.</summary>
    public int Held { get; init; } = 2;

    /// <summary>Of one part, in bytes.</summary>
    public int Part { get; init; } = 64 * 1024;

    /// <summary>How many bytes the writer is ahead of who fetches.</summary>
    public int Ahead { get; init; } = 256 * 1024;

    /// <summary>
    /// How many bytes of what was fetched are kept: as many as may be on their way in a connection, most of them in the
    /// window of a client of HTTP/2, which is 16 MiB at most in ours.
    /// </summary>
    public int Kept { get; init; } = 32 * 1024 * 1024;
}
