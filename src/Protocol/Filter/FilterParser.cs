using TeamAccess.Protocol.Dialects;
using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Filter;

/// <summary>
/// Reads filters (RFC 7644 §3.4.2.2) with an explicit stack of open groups, so no input can exhaust the thread's.
/// Every keyword is read in any case.
/// </summary>
public static class FilterParser
{
    /// <param name="dialect"><see cref="Dialect.Compatible"/> also takes a value without quotes.</param>
    /// <returns>
    /// The filter, or <see cref="FailureKind.InvalidFilter"/> saying at which character (from 1) it went wrong.
    /// </returns>
    public static Result<FilterExpression> Parse(
        string text, FilterLimits? limits = null, Dialect dialect = Dialect.Strict)
    {
        limits ??= FilterLimits.Default;
        return text.Length > limits.MaxLength
            ? new Failure(FailureKind.InvalidFilter, $"The filter is longer than {limits.MaxLength} characters.")
            : new Run(new FilterScanner(text), limits, dialect).Parse();
    }

    private sealed class Run(FilterScanner scanner, FilterLimits limits, Dialect dialect)
    {
        private readonly Stack<FilterGroup> open = [];
        private int terms;

        internal Result<FilterExpression> Parse()
        {
            open.Push(new FilterGroup(FilterGroupKind.Whole, null));
            while (true)
            {
                var failure = ReadOperand() ?? ReadAfterOperand();
                if (failure is not null)
                {
                    return failure;
                }

                if (open.Peek().IsComplete)
                {
                    return open.Peek().Close();
                }
            }
        }

        /// <summary>Opens groups until a term stands complete.</summary>
        private Failure? ReadOperand()
        {
            while (true)
            {
                scanner.SkipSpaces();
                if (scanner.TryTake('('))
                {
                    open.Push(new FilterGroup(FilterGroupKind.Parentheses, null));
                }
                else if (scanner.TryTakeNot())
                {
                    open.Push(new FilterGroup(FilterGroupKind.Not, null));
                }
                else
                {
                    var failure = ReadTerm(out var bracketOpened);
                    if (failure is not null || !bracketOpened)
                    {
                        return failure;
                    }
                }

                if (open.Count - 1 > limits.MaxDepth)
                {
                    return Invalid($"nests deeper than {limits.MaxDepth} levels");
                }
            }
        }

        private Failure? ReadTerm(out bool bracketOpened)
        {
            bracketOpened = false;
            if (++terms > limits.MaxTerms)
            {
                return Invalid($"has more than {limits.MaxTerms} terms");
            }

            var word = scanner.TakeWord();
            if (!AttributePathParser.TryParse(word, out var path))
            {
                return Invalid("needs an attribute name here");
            }

            if (!scanner.TryTake('['))
            {
                return ReadComparison(path);
            }

            if (path.SubAttribute is not null || open.Any(group => group.Kind == FilterGroupKind.Brackets))
            {
                return Invalid("has brackets inside brackets or after a sub-attribute");
            }

            open.Push(new FilterGroup(FilterGroupKind.Brackets, path));
            bracketOpened = true;
            return null;
        }

        /// <summary>Reads operator and value after an attribute and adds the term to the innermost group.</summary>
        private Failure? ReadComparison(AttributePath path)
        {
            var failure = ReadTermOn(path, out var term);
            if (term is not null)
            {
                open.Peek().Add(term);
            }

            return failure;
        }

        private Failure? ReadTermOn(AttributePath path, out FilterExpression? term)
        {
            term = null;
            scanner.SkipSpaces();
            var word = scanner.TakeWord();
            if (word.Equals("pr", StringComparison.OrdinalIgnoreCase))
            {
                term = new PresentFilter(path);
                return null;
            }

            if (!TryReadOperator(word, out var comparison))
            {
                return Invalid("needs one of pr, eq, ne, co, sw, ew, gt, ge, lt, le here");
            }

            scanner.SkipSpaces();
            var literal = scanner.Current == '"' ? ReadQuoted() : ReadBare();
            if (literal is null)
            {
                return Invalid("needs a value here: a quoted string, a number, true, false or null");
            }

            term = new ComparisonFilter(path, comparison, literal);
            return null;
        }

        private static bool TryReadOperator(string word, out ComparisonOperator comparison)
        {
            foreach (var candidate in Enum.GetValues<ComparisonOperator>())
            {
                if (word.Equals(FilterPrinter.Keyword(candidate), StringComparison.OrdinalIgnoreCase))
                {
                    comparison = candidate;
                    return true;
                }
            }

            comparison = default;
            return false;
        }

        private FilterLiteral? ReadQuoted() =>
            scanner.TakeQuoted() is { } text ? FilterLiteral.String(text) : null;

        private FilterLiteral? ReadBare() => scanner.TakeBareValue() switch
        {
            "" => null,
            "null" => FilterLiteral.Null,
            "true" => FilterLiteral.True,
            "false" => FilterLiteral.False,
            var text when JsonNumber.IsValid(text) => FilterLiteral.NumberAsWritten(text),
            var text => dialect == Dialect.Compatible ? EntraTolerances.UnquotedFilterValue(text) : null,
        };

        /// <summary>
        /// Closes groups until <c>and</c> or <c>or</c> asks for another operand, or the whole filter is complete.
        /// </summary>
        private Failure? ReadAfterOperand()
        {
            while (open.Peek().IsComplete)
            {
                scanner.SkipSpaces();
                if (scanner.AtEnd)
                {
                    return open.Count == 1 ? null : Invalid("ends before everything opened is closed");
                }

                var failure = scanner.Current is ')' or ']' ? CloseGroup() : ReadConnective();
                if (failure is not null)
                {
                    return failure;
                }
            }

            return null;
        }

        private Failure? ReadConnective()
        {
            var word = scanner.TakeWord();
            if (word.Equals("and", StringComparison.OrdinalIgnoreCase))
            {
                open.Peek().ExpectMore();
                return null;
            }

            if (word.Equals("or", StringComparison.OrdinalIgnoreCase))
            {
                open.Peek().StartAlternative();
                return null;
            }

            return Invalid("needs and, or, or its end here");
        }

        private Failure? CloseGroup()
        {
            var bracket = scanner.Current == ']';
            if (open.Count == 1 || (open.Peek().Kind == FilterGroupKind.Brackets) != bracket)
            {
                return Invalid($"closes a '{scanner.Current}' that does not match what is open");
            }

            scanner.TryTake(scanner.Current);
            var group = open.Pop();
            if (bracket && scanner.TryTake('.'))
            {
                return ReadSubAttributeOf(group);
            }

            open.Peek().Add(group.Close());
            return null;
        }

        /// <summary>
        /// <c>emails[type eq "work"].value eq "x"</c>, which RFC 7644 allows in paths only and Entra also filters by,
        /// means one value that matches both; it is read as <c>emails[type eq "work" and value eq "x"]</c>.
        /// </summary>
        private Failure? ReadSubAttributeOf(FilterGroup group)
        {
            var name = scanner.TakeWord();
            if (!AttributePathParser.IsName(name))
            {
                return Invalid("needs a sub-attribute after the dot");
            }

            var failure = ReadTermOn(new AttributePath(null, name, null), out var term);
            if (term is not null)
            {
                open.Peek().Add(group.CloseWith(term));
            }

            return failure;
        }

        private Failure Invalid(string what) =>
            new(FailureKind.InvalidFilter, $"The filter {what}, at character {scanner.Position + 1}.");
    }
}
