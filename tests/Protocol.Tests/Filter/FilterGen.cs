using CsCheck;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Tests.Filter;

/// <summary>Random filters over User.</summary>
internal static class FilterGen
{
    internal static readonly Gen<FilterLiteral> Text =
        Gen.OneOf("", "a", "A", "b", "work", "ab", "Ab", "\"q\\", "\n", "é").Select(FilterLiteral.String);

    private static readonly Gen<ComparisonOperator> AnyOperator = Gen.Enum<ComparisonOperator>();

    private static readonly Gen<ComparisonOperator> Equality = Gen.OneOf(ComparisonOperator.Eq, ComparisonOperator.Ne);

    private static readonly Gen<FilterExpression> Term = Gen.OneOf(
        Gen.Select(Path("userName", "title", "externalId", "emails", "emails.value", "emails.type", "name.givenName"), AnyOperator, Text)
            .Select((path, comparison, value) => (FilterExpression)new ComparisonFilter(path, comparison, value)),
        Gen.Select(Path("active", "emails.primary"), Equality, Gen.Bool.Select(FilterLiteral.Boolean))
            .Select((path, comparison, value) => (FilterExpression)new ComparisonFilter(path, comparison, value)),
        Gen.Select(Path("title", "emails", "name", "emails.type"), Equality)
            .Select((path, comparison) => (FilterExpression)new ComparisonFilter(path, comparison, FilterLiteral.Null)),
        Path("userName", "title", "active", "emails", "emails.type", "name", "name.givenName")
            .Select(path => (FilterExpression)new PresentFilter(path)));

    private static readonly Gen<FilterExpression> InnerTerm = Gen.OneOf(
        Gen.Select(Path("value", "type"), AnyOperator, Text)
            .Select((path, comparison, value) => (FilterExpression)new ComparisonFilter(path, comparison, value)),
        Path("value", "type", "primary").Select(path => (FilterExpression)new PresentFilter(path)));

    internal static readonly Gen<FilterExpression> Any = Nested(
        Gen.Frequency(
            (4, Term),
            (1, Nested(InnerTerm, 1).Select(inner => (FilterExpression)new ValuePathFilter(new(null, "emails", null), inner)))),
        3);

    private static Gen<FilterExpression> Nested(Gen<FilterExpression> term, int depth)
    {
        if (depth == 0)
        {
            return term;
        }

        var inner = Nested(term, depth - 1);
        return Gen.Frequency(
            (3, term),
            (1, inner.List[2, 3].Select(operands => (FilterExpression)new AndFilter(operands))),
            (1, inner.List[2, 3].Select(operands => (FilterExpression)new OrFilter(operands))),
            (1, inner.Select(operand => (FilterExpression)new NotFilter(operand))));
    }

    private static Gen<AttributePath> Path(params string[] names) => Gen.OneOf(names)
        .Select(name => Sample.Value(AttributePathParser.Parse(name)));
}
