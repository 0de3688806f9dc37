namespace TeamAccess.Domain.Storage.Snapshots;

/// <summary>How large an archive may be that is sent to a server.</summary>
public sealed record ImportLimits
{
    /// <summary>For a file that whoever gives a command has on their own disk.</summary>
    public static readonly ImportLimits None = new() { Bytes = long.MaxValue, Rows = long.MaxValue };

    /// <summary>Of the archive as it is sent.</summary>
    public long Bytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>Of all kinds; whatever the archive is compressed to, it unpacks to no more.</summary>
    public long Rows { get; init; } = 200_000_000;

    /// <summary>How long the server waits for the next part before it gives the import up.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(1);
}
