namespace TeamAccess.Domain;

/// <summary>Reads resource names (AIP-122): a bare id, <c>collection/id</c>, or a longer name that ends so.</summary>
internal static class ResourceNames
{
    private const int MaxSlug = 63;
    private const int MaxName = 512;

    /// <summary>
    /// The text itself when it has no slash, or what follows the last <paramref name="collection"/>; null for another
    /// shape.
    /// </summary>
    public static string? LastSegment(string text, string collection)
    {
        if (text.Length > MaxName)
        {
            return null;
        }

        var slash = text.LastIndexOf('/');
        if (slash < 0)
        {
            return text;
        }

        var before = text.AsSpan(0, slash);
        var isCollection = before.SequenceEqual(collection)
            || (before.EndsWith(collection) && before[before.Length - collection.Length - 1] == '/');
        return isCollection ? text[(slash + 1)..] : null;
    }

    /// <summary>
    /// Reads only the lower-case, hyphenated form that the server prints, so that an id has one spelling.
    /// </summary>
    public static bool TryParseId(string text, string collection, out Guid id)
    {
        id = default;
        var segment = LastSegment(text, collection);
        return segment is not null
            && Guid.TryParseExact(segment, "D", out id)
            && string.Equals(segment, id.ToString("D"), StringComparison.Ordinal);
    }

    public static bool IsSlug(string text) =>
        text.Length is > 0 and <= MaxSlug
        && text[0] != '-'
        && text[^1] != '-'
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
