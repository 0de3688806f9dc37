using System.Globalization;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Paths;

namespace TeamAccess.Domain.Provisioning;

/// <summary>
/// Finds the part of a filter that an index answers. The rows it gives are tested against the whole filter all the
/// same, so an index that gives a few too many is fine and one that gives too few is not.
/// </summary>
internal static class FilterIndex
{
    private const string CorePrefix = "urn:ietf:params:scim:schemas:core:2.0:";

    /// <summary>
    /// The string that an attribute must equal for the filter to match, or null when the filter does not demand it.
    /// </summary>
    /// <param name="attribute">
    /// As <c>userName</c> or <c>emails.value</c>; for a complex one, its name alone means its value too.
    /// </param>
    public static string? EqualTo(FilterExpression filter, string attribute)
    {
        foreach (var term in Terms(filter))
        {
            if (term is ComparisonFilter { Operator: ComparisonOperator.Eq, Value.Kind: FilterLiteralKind.String } comparison
                && Names(comparison.Path, attribute))
            {
                return comparison.Value.Text;
            }

            if (term is ValuePathFilter valuePath
                && InsideOf(valuePath.Path, attribute) is { } sub
                && EqualTo(valuePath.Inner, sub) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    /// <summary>The bounds that the filter sets to <c>meta.lastModified</c>; null when it sets none.</summary>
    public static RowSelection.ModifiedBetween? ModifiedBetween(FilterExpression filter)
    {
        DateTimeOffset? from = null;
        DateTimeOffset? until = null;
        foreach (var comparison in Terms(filter).OfType<ComparisonFilter>())
        {
            if (!Names(comparison.Path, "meta.lastModified") || !TryReadTime(comparison.Value, out var time))
            {
                continue;
            }

            switch (comparison.Operator)
            {
                case ComparisonOperator.Gt or ComparisonOperator.Ge:
                    from = from > time ? from : time;
                    break;
                case ComparisonOperator.Lt or ComparisonOperator.Le:
                    until = until < time ? until : time;
                    break;
                case ComparisonOperator.Eq:
                    (from, until) = (time, time);
                    break;
            }
        }

        return from is null && until is null
            ? null
            : new RowSelection.ModifiedBetween(from ?? DateTimeOffset.MinValue, until ?? DateTimeOffset.MaxValue);
    }

    /// <summary>Whether the filter looks at an attribute anywhere.</summary>
    /// <param name="subAttribute">Only this part of it; null for any.</param>
    public static bool Mentions(FilterExpression filter, string attribute, string? subAttribute = null)
    {
        var open = new Stack<FilterExpression>([filter]);
        while (open.TryPop(out var term))
        {
            switch (term)
            {
                case AndFilter and:
                    Push(open, and.Operands);
                    break;
                case OrFilter or:
                    Push(open, or.Operands);
                    break;
                case NotFilter not:
                    open.Push(not.Operand);
                    break;
                case PresentFilter present when IsIn(present.Path):
                case ComparisonFilter comparison when IsIn(comparison.Path):
                case ValuePathFilter valuePath when IsSame(valuePath.Path.Attribute, attribute):
                    return true;
            }
        }

        return false;

        bool IsIn(AttributePath path) => IsSame(path.Attribute, attribute)
            && (subAttribute is null || path.SubAttribute is null || IsSame(path.SubAttribute, subAttribute));
    }

    // Only what every match must fulfil: the filter itself, or the operands of an `and` at its top.
    private static IReadOnlyList<FilterExpression> Terms(FilterExpression filter) =>
        filter is AndFilter and ? and.Operands : [filter];

    private static bool Names(AttributePath path, string attribute)
    {
        var dot = attribute.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? attribute : attribute[..dot];
        var sub = dot < 0 ? "value" : attribute[(dot + 1)..];
        return IsOwn(path) && IsSame(path.Attribute, name)
            && (path.SubAttribute is null ? dot < 0 || IsSame(sub, "value") : dot >= 0 && IsSame(path.SubAttribute, sub));
    }

    private static string? InsideOf(AttributePath path, string attribute)
    {
        var dot = attribute.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && IsOwn(path) && IsSame(path.Attribute, attribute[..dot]) && path.SubAttribute is null
            ? attribute[(dot + 1)..]
            : null;
    }

    // An extension of a deployment's own may have an attribute of the same name.
    private static bool IsOwn(AttributePath path) =>
        path.SchemaUri is null || path.SchemaUri.StartsWith(CorePrefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static void Push(Stack<FilterExpression> open, IReadOnlyList<FilterExpression> terms)
    {
        foreach (var term in terms)
        {
            open.Push(term);
        }
    }

    private static bool TryReadTime(FilterLiteral literal, out DateTimeOffset time) => DateTimeOffset.TryParse(
        literal.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.RoundtripKind, out time);
}
