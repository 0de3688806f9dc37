using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Dialects;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Protocol.Filter;

/// <summary>Compares one value of an attribute with a literal, by the attribute's type.</summary>
internal static class ValueComparison
{
    internal static Result<Func<JsonNode, bool>> For(
        AttributeDefinition attribute, ComparisonFilter filter, Dialect dialect) => attribute.Type switch
        {
            AttributeType.Boolean => ForBoolean(filter, dialect),
            AttributeType.Integer or AttributeType.Decimal => ForNumber(filter),
            AttributeType.DateTime => ForInstant(filter),
            AttributeType.Binary when IsOrdering(filter.Operator) => NoSuchOperator(filter, "binary"),
            _ => ForText(attribute, filter, dialect),
        };

    private static Result<Func<JsonNode, bool>> ForBoolean(ComparisonFilter filter, Dialect dialect)
    {
        if (filter.Operator is not (ComparisonOperator.Eq or ComparisonOperator.Ne))
        {
            return NoSuchOperator(filter, "boolean");
        }

        var readable = filter.Value.Kind == FilterLiteralKind.Boolean
            || (filter.Value.Kind == FilterLiteralKind.String && dialect == Dialect.Compatible);
        if (!readable || !EntraTolerances.TryReadBoolean(filter.Value.Text, out var wanted))
        {
            return WrongValue(filter, "true or false");
        }

        var kind = (filter.Operator == ComparisonOperator.Eq) == wanted ? JsonValueKind.True : JsonValueKind.False;
        return new Func<JsonNode, bool>(value => value.GetValueKind() == kind);
    }

    private static Result<Func<JsonNode, bool>> ForNumber(ComparisonFilter filter)
    {
        if (IsPartial(filter.Operator))
        {
            return NoSuchOperator(filter, "number");
        }

        return filter.Value.TryGetNumber(out var wanted)
            ? new Func<JsonNode, bool>(value =>
                decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var actual)
                && Holds(filter.Operator, actual.CompareTo(wanted)))
            : WrongValue(filter, "a number");
    }

    private static Result<Func<JsonNode, bool>> ForInstant(ComparisonFilter filter)
    {
        if (IsPartial(filter.Operator))
        {
            return NoSuchOperator(filter, "dateTime");
        }

        return filter.Value.Kind == FilterLiteralKind.String && XsdDateTime.TryParse(filter.Value.Text, out var wanted)
            ? new Func<JsonNode, bool>(value =>
                XsdDateTime.TryParse(value.AsText() ?? "", out var actual)
                && Holds(filter.Operator, actual.CompareTo(wanted)))
            : WrongValue(filter, "a date and time such as 2008-01-23T04:56:22Z");
    }

    private static Result<Func<JsonNode, bool>> ForText(
        AttributeDefinition attribute, ComparisonFilter filter, Dialect dialect)
    {
        // Entra's unquoted values may look like a number or a keyword.
        if (filter.Value.Kind != FilterLiteralKind.String && dialect == Dialect.Strict)
        {
            return WrongValue(filter, "a quoted string");
        }

        var exact = attribute.CaseExact;
        var wanted = exact ? filter.Value.Text : CanonicalKey.Of(filter.Value.Text);
        return new Func<JsonNode, bool>(value => value.AsText() is { } text
            && HoldsForText(filter.Operator, exact ? text : CanonicalKey.Of(text), wanted));
    }

    private static bool HoldsForText(ComparisonOperator comparison, string actual, string wanted) => comparison switch
    {
        ComparisonOperator.Co => actual.Contains(wanted, StringComparison.Ordinal),
        ComparisonOperator.Sw => actual.StartsWith(wanted, StringComparison.Ordinal),
        ComparisonOperator.Ew => actual.EndsWith(wanted, StringComparison.Ordinal),
        _ => Holds(comparison, string.CompareOrdinal(actual, wanted)),
    };

    private static bool Holds(ComparisonOperator comparison, int order) => comparison switch
    {
        ComparisonOperator.Eq => order == 0,
        ComparisonOperator.Ne => order != 0,
        ComparisonOperator.Gt => order > 0,
        ComparisonOperator.Ge => order >= 0,
        ComparisonOperator.Lt => order < 0,
        ComparisonOperator.Le => order <= 0,
        _ => false,
    };

    private static bool IsPartial(ComparisonOperator comparison) =>
        comparison is ComparisonOperator.Co or ComparisonOperator.Sw or ComparisonOperator.Ew;

    private static bool IsOrdering(ComparisonOperator comparison) => comparison
        is ComparisonOperator.Gt or ComparisonOperator.Ge or ComparisonOperator.Lt or ComparisonOperator.Le;

    private static Failure NoSuchOperator(ComparisonFilter filter, string type) => Invalid(
        filter, $"{filter.Path} is {type} and cannot be compared by {FilterPrinter.Keyword(filter.Operator)}.");

    private static Failure WrongValue(ComparisonFilter filter, string expectation) =>
        Invalid(filter, $"{filter.Path} must be compared with {expectation}.");

    private static Failure Invalid(ComparisonFilter filter, string detail) =>
        new(FailureKind.InvalidFilter, detail) { Attribute = filter.Path.ToString() };
}
