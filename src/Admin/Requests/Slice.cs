namespace TeamAccess.Admin.Requests;

/// <summary>One page of a list, and where the next one begins.</summary>
/// <param name="Next">The key of the last item; null when nothing follows.</param>
internal sealed record Slice<T>(IReadOnlyList<T> Items, string? Next);

internal static class Slice
{
    /// <summary>Of a list read one item further than the page, to see whether anything follows.</summary>
    public static Slice<T> Of<T>(IReadOnlyList<T> read, int size, Func<T, string> keyOf) => read.Count <= size
        ? new Slice<T>(read, null)
        : new Slice<T>(read.Take(size).ToList(), keyOf(read[size - 1]));

    /// <summary>
    /// Of a short list that is read whole: the items whose key lies behind <paramref name="after"/>, in order of the
    /// key.
    /// </summary>
    public static Slice<T> OfWhole<T>(IEnumerable<T> all, string? after, int size, Func<T, string> keyOf) => Of(
        all.OrderBy(keyOf, StringComparer.Ordinal)
            .Where(item => after is null || string.CompareOrdinal(keyOf(item), after) > 0)
            .Take(size + 1)
            .ToList(),
        size,
        keyOf);
}
