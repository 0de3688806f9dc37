using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Filter;

internal enum FilterGroupKind
{
    Whole,
    Parentheses,
    Not,
    Brackets,
}

/// <summary>
/// An open group while parsing: alternatives of conjunctions, since <c>and</c> binds tighter than <c>or</c>.
/// </summary>
internal sealed class FilterGroup(FilterGroupKind kind, AttributePath? path)
{
    private readonly List<FilterExpression> alternatives = [];
    private List<FilterExpression> conjunction = [];

    internal FilterGroupKind Kind => kind;

    /// <summary>Whether it stands without another operand.</summary>
    internal bool IsComplete { get; private set; }

    internal void Add(FilterExpression operand)
    {
        conjunction.Add(operand);
        IsComplete = true;
    }

    internal void ExpectMore() => IsComplete = false;

    internal void StartAlternative()
    {
        alternatives.Add(Conjunction());
        conjunction = [];
        IsComplete = false;
    }

    internal FilterExpression Close() => kind switch
    {
        FilterGroupKind.Not => new NotFilter(Disjunction()),
        FilterGroupKind.Brackets when path is not null => new ValuePathFilter(path, Disjunction()),
        FilterGroupKind.Whole or FilterGroupKind.Parentheses or FilterGroupKind.Brackets => Disjunction(),
    };

    /// <summary>Closes brackets whose values must match one term more.</summary>
    internal FilterExpression CloseWith(FilterExpression term)
    {
        var inner = Disjunction();
        var both = inner is AndFilter and ? [.. and.Operands, term] : new[] { inner, term };
        return path is null ? new AndFilter(both) : new ValuePathFilter(path, new AndFilter(both));
    }

    private FilterExpression Disjunction()
    {
        alternatives.Add(Conjunction());
        return alternatives.Count == 1 ? alternatives[0] : new OrFilter(alternatives);
    }

    private FilterExpression Conjunction() => conjunction.Count == 1 ? conjunction[0] : new AndFilter(conjunction);
}
