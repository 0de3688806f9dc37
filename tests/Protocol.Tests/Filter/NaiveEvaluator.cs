using System.Text.Json.Nodes;
using TeamAccess.Protocol.Filter;

namespace TeamAccess.Protocol.Tests.Filter;

/// <summary>RFC 7644 §3.4.2.2 written down a second time, plainly, for the attributes of <see cref="FilterGen"/>.</summary>
internal static class NaiveEvaluator
{
    internal static bool Matches(FilterExpression filter, JsonNode tested)
    {
        switch (filter)
        {
            case AndFilter and:
                return and.Operands.All(operand => Matches(operand, tested));
            case OrFilter or:
                return or.Operands.Any(operand => Matches(operand, tested));
            case NotFilter not:
                return !Matches(not.Operand, tested);
            case ValuePathFilter valuePath:
                return tested[valuePath.Path.Attribute] is JsonArray list && list.Any(value => Matches(valuePath.Inner, value!));
            case PresentFilter present:
                return Values(tested, present.Path.Attribute, present.Path.SubAttribute).Any(IsPresent);
            case ComparisonFilter comparison:
                return Compare(comparison, tested);
            default:
                throw new InvalidOperationException(filter.GetType().Name);
        }
    }

    private static bool Compare(ComparisonFilter filter, JsonNode tested)
    {
        var values = Values(tested, filter.Path.Attribute, filter.Path.SubAttribute);
        if (filter.Value.Kind == FilterLiteralKind.Null)
        {
            return values.Any(IsPresent) == (filter.Operator == ComparisonOperator.Ne);
        }

        values = values.SelectMany(value => value is JsonObject complex ? Values(complex, "value", null) : [value]).ToList();
        if (values.Count == 0)
        {
            return filter.Operator == ComparisonOperator.Ne;
        }

        var exact = filter.Path.Attribute == "externalId";
        return values.Any(value => Compare(
            filter.Operator, Text(value.ToString(), exact), Text(filter.Value.Text, exact)));
    }

    private static bool Compare(ComparisonOperator comparison, string left, string right)
    {
        var order = string.CompareOrdinal(left, right);
        return comparison switch
        {
            ComparisonOperator.Eq => left == right,
            ComparisonOperator.Ne => left != right,
            ComparisonOperator.Co => right.Length == 0 || left.Split(right).Length > 1,
            ComparisonOperator.Sw => left.Length >= right.Length && left[..right.Length] == right,
            ComparisonOperator.Ew => left.Length >= right.Length && left[^right.Length..] == right,
            ComparisonOperator.Gt => order > 0,
            ComparisonOperator.Ge => order >= 0,
            ComparisonOperator.Lt => order < 0,
            ComparisonOperator.Le => order <= 0,
        };
    }

    private static string Text(string text, bool exact) => exact ? text : text.ToLowerInvariant();

    private static List<JsonNode> Values(JsonNode tested, string attribute, string? sub)
    {
        var node = tested[attribute];
        var values = node is JsonArray list ? list.ToList() : [node];
        if (sub is not null)
        {
            values = values.ConvertAll(value => value?[sub]);
        }

        return values.OfType<JsonNode>().ToList();
    }

    private static bool IsPresent(JsonNode node) => node.ToString().Length > 0;
}
