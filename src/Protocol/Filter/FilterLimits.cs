namespace TeamAccess.Protocol.Filter;

/// <summary>How large a filter may be; beyond any of these it is an <see cref="FailureKind.InvalidFilter"/>.</summary>
public sealed record FilterLimits
{
    public static readonly FilterLimits Default = new();

    /// <summary>In UTF-16 code units.</summary>
    public int MaxLength { get; init; } = 16_384;

    /// <summary>Parentheses, <c>not</c> and brackets open at once.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Comparisons and presence tests together.</summary>
    public int MaxTerms { get; init; } = 1_000;
}
