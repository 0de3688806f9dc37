namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Count">0 or more; 0 asks for the total only. Already capped by the caller's limit.</param>
public abstract record ListWindow(int Count)
{
    /// <summary>By position (RFC 7644 §3.4.2.4).</summary>
    /// <param name="StartIndex">1 or more.</param>
    public sealed record ByIndex(int StartIndex, int Count) : ListWindow(Count);

    /// <summary>By what came last (RFC 9865 §2).</summary>
    /// <param name="After">Null for the first page.</param>
    public sealed record ByCursor(ListPosition? After, int Count) : ListWindow(Count);
}

/// <summary>
/// Where a page ended. The next one begins behind it, whether or not the resource is still there: whatever exists throughout
/// is seen exactly once.
/// </summary>
/// <param name="Key">The resource's sort key; null when it has none, or when nothing is sorted.</param>
/// <param name="Type">The resource type's place in the query.</param>
/// <param name="Total">How many resources matched when the first page was read.</param>
public sealed record ListPosition(string? Key, int Type, Guid Id, int Total);
