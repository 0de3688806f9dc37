using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Filter;

/// <summary>A parsed filter (RFC 7644 §3.4.2.2). Equal when they print the same.</summary>
public abstract record FilterExpression
{
    /// <summary>The filter in its shortest RFC notation; parsing it gives an equal filter.</summary>
    public sealed override string ToString() => FilterPrinter.Print(this);

    /// <summary>Compares by text, which needs no recursion into operands.</summary>
    private protected static bool SameText(FilterExpression left, FilterExpression? right) =>
        ReferenceEquals(left, right)
        || (right is not null
            && FilterPrinter.Print(left).Equals(FilterPrinter.Print(right), StringComparison.Ordinal));

    private protected static int HashOf(FilterExpression expression) =>
        FilterPrinter.Print(expression).GetHashCode(StringComparison.Ordinal);
}

/// <summary>All operands match.</summary>
/// <param name="Operands">At least two, in the order written; a list however many there are, never a chain.</param>
public sealed record AndFilter(IReadOnlyList<FilterExpression> Operands) : FilterExpression
{
    public bool Equals(AndFilter? other) => SameText(this, other);

    public override int GetHashCode() => HashOf(this);
}

/// <summary>Any operand matches.</summary>
/// <param name="Operands">At least two, in the order written; a list however many there are, never a chain.</param>
public sealed record OrFilter(IReadOnlyList<FilterExpression> Operands) : FilterExpression
{
    public bool Equals(OrFilter? other) => SameText(this, other);

    public override int GetHashCode() => HashOf(this);
}

/// <summary>The operand does not match.</summary>
public sealed record NotFilter(FilterExpression Operand) : FilterExpression
{
    public bool Equals(NotFilter? other) => SameText(this, other);

    public override int GetHashCode() => HashOf(this);
}

/// <summary>The attribute has a non-empty value.</summary>
public sealed record PresentFilter(AttributePath Path) : FilterExpression;

/// <summary>The attribute, or any value of a multi-valued one, compares as asked.</summary>
public sealed record ComparisonFilter(AttributePath Path, ComparisonOperator Operator, FilterLiteral Value)
    : FilterExpression;

/// <summary>
/// One value of the attribute matches all of <paramref name="Inner"/>, whose paths are sub-attributes.
/// </summary>
public sealed record ValuePathFilter(AttributePath Path, FilterExpression Inner) : FilterExpression
{
    public bool Equals(ValuePathFilter? other) => SameText(this, other);

    public override int GetHashCode() => HashOf(this);
}
