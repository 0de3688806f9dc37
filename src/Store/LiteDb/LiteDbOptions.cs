namespace TeamAccess.Store.LiteDb;

/// <summary>Where the embedded store lives, and how much memory it may take.</summary>
public sealed record LiteDbOptions
{
    /// <summary>The directory of its two files, made where it is missing. One process at a time.</summary>
    public required string Directory { get; init; }

    /// <summary>The most rows kept in memory; 0 = none.</summary>
    public int CacheRows { get; init; } = 200_000;

    /// <summary>The most bytes, by estimate, that those rows take.</summary>
    public long CacheBytes { get; init; } = 128 * 1024 * 1024;
}
