using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Filter;

/// <summary>Compiles a filter to a test, attribute by attribute, within one scope.</summary>
internal sealed class FilterBinder(FilterScope scope, Dialect dialect, int depth = 0)
{
    internal Result<Func<JsonNode, bool>> Bind(FilterExpression filter)
    {
        if (depth > FilterEvaluator.MaxDepth)
        {
            return Invalid($"The filter nests deeper than {FilterEvaluator.MaxDepth} levels.");
        }

        return filter switch
        {
            AndFilter and => BindAll(and.Operands, tests => tested => Array.TrueForAll(tests, test => test(tested))),
            OrFilter or => BindAll(or.Operands, tests => tested => Array.Exists(tests, test => test(tested))),
            NotFilter not => BindAll([not.Operand], tests => tested => !tests[0](tested)),
            ValuePathFilter valuePath => BindValuePath(valuePath),
            PresentFilter present => BindPresent(present.Path),
            ComparisonFilter comparison => BindComparison(comparison),
            _ => Invalid("The filter holds an unknown expression."),
        };
    }

    private Result<Func<JsonNode, bool>> BindAll(
        IReadOnlyList<FilterExpression> operands, Func<Func<JsonNode, bool>[], Func<JsonNode, bool>> combine)
    {
        var inner = new FilterBinder(scope, dialect, depth + 1);
        var tests = new Func<JsonNode, bool>[operands.Count];
        for (var i = 0; i < tests.Length; i++)
        {
            if (!inner.Bind(operands[i]).TryGet(out var test, out var failure))
            {
                return failure;
            }

            tests[i] = test;
        }

        return combine(tests);
    }

    private Result<Func<JsonNode, bool>> BindValuePath(ValuePathFilter filter)
    {
        if (scope.Find(filter.Path) is not { Leaf.IsComplex: true } attribute)
        {
            return Unknown(filter.Path);
        }

        var inner = new FilterBinder(new ValueScope(attribute.Leaf), dialect, depth + 1).Bind(filter.Inner);
        return inner.TryGet(out var test, out var failure)
            ? new Func<JsonNode, bool>(tested => attribute.Values(tested).Any(test))
            : failure;
    }

    private Result<Func<JsonNode, bool>> BindPresent(AttributePath path) => scope.Find(path) is { } attribute
        ? new Func<JsonNode, bool>(tested => attribute.Values(tested).Any(IsPresent))
        : Unknown(path);

    private Result<Func<JsonNode, bool>> BindComparison(ComparisonFilter filter)
    {
        if (scope.Find(filter.Path) is not { } named)
        {
            return Unknown(filter.Path);
        }

        if (filter.Value.Kind == FilterLiteralKind.Null)
        {
            return BindNull(filter, named);
        }

        // RFC 7644 §3.4.2.2: a complex attribute in a comparison stands for its "value".
        var attribute = named;
        if (named.Leaf.IsComplex)
        {
            if (named.Leaf.FindSubAttribute("value") is not { IsHidden: false } value)
            {
                return Invalid($"{filter.Path} is compared as a whole; name one of its sub-attributes.");
            }

            attribute = named.Sub(value);
        }

        if (!ValueComparison.For(attribute.Leaf, filter, dialect).TryGet(out var matches, out var failure))
        {
            return failure;
        }

        return filter.Operator == ComparisonOperator.Ne
            ? new Func<JsonNode, bool>(tested => MatchesOrAbsent(attribute.Values(tested), matches))
            : new Func<JsonNode, bool>(tested => attribute.Values(tested).Any(matches));
    }

    private static Result<Func<JsonNode, bool>> BindNull(ComparisonFilter filter, FilterAttribute attribute) =>
        filter.Operator switch
        {
            ComparisonOperator.Eq => new Func<JsonNode, bool>(tested => !attribute.Values(tested).Any(IsPresent)),
            ComparisonOperator.Ne => new Func<JsonNode, bool>(tested => attribute.Values(tested).Any(IsPresent)),
            _ => Invalid($"{filter.Path} can only be compared with null by eq and ne."),
        };

    private static bool MatchesOrAbsent(IEnumerable<JsonNode> values, Func<JsonNode, bool> matches)
    {
        var any = false;
        foreach (var value in values)
        {
            any = true;
            if (matches(value))
            {
                return true;
            }
        }

        return !any;
    }

    private static bool IsPresent(JsonNode value) => value is JsonObject json
        ? json.Any(member => !member.Value.IsEmpty())
        : !value.IsEmpty();

    /// <summary>The same answer for what does not exist and for what may not be read: a filter is no oracle.</summary>
    private static Failure Unknown(AttributePath path) =>
        Invalid("The filter names an attribute that cannot be filtered by.") with { Attribute = path.ToString() };

    private static Failure Invalid(string detail) => new(FailureKind.InvalidFilter, detail);
}
