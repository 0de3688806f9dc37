namespace TeamAccess.Store.LiteDb.Verification;

/// <summary>What a verification has found.</summary>
public sealed record VerificationReport
{
    /// <summary>The version of what is stored; null when it could not be read.</summary>
    public required int? SchemaVersion { get; init; }

    /// <summary>Pages of 8 KiB.</summary>
    public required long Pages { get; init; }

    /// <summary>Pages whose newest version is in the log, and which the next start copies to the data file.</summary>
    public required long PagesInLog { get; init; }

    /// <summary>Rows that were read, by table.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>
    /// The keys of workspaces of which an import was begun and not finished. What their rows say of one another is not
    /// verified, since not all of them are there.
    /// </summary>
    public required IReadOnlyList<string> BegunImports { get; init; }

    /// <summary>The first thousand of what is wrong, in the order in which it was found.</summary>
    public required IReadOnlyList<VerificationFinding> Findings { get; init; }

    /// <summary>How much is wrong, what <see cref="Findings"/> leaves out included.</summary>
    public required long FindingCount { get; init; }

    public bool IsIntact => FindingCount == 0;
}
