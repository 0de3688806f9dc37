namespace TeamAccess.Protocol;

/// <summary>An expected failure: something the caller did that the RFC, or a rule of the domain, gives an answer for.</summary>
/// <param name="Kind">What went wrong; each adapter maps it to its own status once.</param>
/// <param name="Detail">What was wrong, where, and what to do, in English. Never holds a credential or a stack trace.</param>
public sealed record Failure(FailureKind Kind, string Detail)
{
    /// <summary>The attribute or request field at fault in its wire's notation, e.g. <c>emails.value</c>; null when none is.</summary>
    public string? Attribute { get; init; }

    /// <summary>
    /// The stable reason of a domain rule, UPPER_SNAKE_CASE, at most 63 characters (AIP-193), e.g. <c>MANAGED_BY_DIRECTORY</c>;
    /// null when <see cref="Kind"/> says it all.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>Values a program can act on, e.g. <c>limit</c> and <c>count</c> of a quota. Never personal or secret.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = EmptyMetadata;

    /// <summary>After which time the same request may succeed; null when nothing is known of that.</summary>
    public TimeSpan? RetryAfter { get; init; }

    private static readonly Dictionary<string, string> EmptyMetadata = [];

    public static Failure NotFound(string resourceType, string id) =>
        new(FailureKind.NotFound, $"{resourceType} '{Shorten(id)}' does not exist.");

    public static Failure Uniqueness(string attribute) =>
        new(FailureKind.Uniqueness, $"Another resource already has this {attribute}.") { Attribute = attribute };

    public static Failure InvalidValue(string attribute, string detail) =>
        new(FailureKind.InvalidValue, detail) { Attribute = attribute };

    private static string Shorten(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
