using System.Text;

namespace TeamAccess.Protocol.Filter;

/// <summary>Writes a filter back as text, with an explicit stack: no input can exhaust the thread's.</summary>
public static class FilterPrinter
{
    /// <summary>The filter in RFC notation; <see cref="FilterParser"/> reads it back to an equal one.</summary>
    public static string Print(FilterExpression expression) => Print(expression, comparison => comparison.Value.ToString());

    /// <summary>The filter with its literals written by another rule, e.g. masked.</summary>
    /// <param name="literal">What to write for the value of a comparison.</param>
    public static string Print(FilterExpression expression, Func<ComparisonFilter, string> literal)
    {
        var text = new StringBuilder();
        var pending = new Stack<object>();
        pending.Push(expression);

        while (pending.TryPop(out var next))
        {
            switch (next)
            {
                case string part:
                    text.Append(part);
                    break;
                case PresentFilter present:
                    text.Append(present.Path).Append(" pr");
                    break;
                case ComparisonFilter comparison:
                    text.Append(comparison.Path).Append(' ').Append(Keyword(comparison.Operator));
                    text.Append(' ').Append(literal(comparison));
                    break;
                case NotFilter not:
                    PushAll(pending, "not (", not.Operand, ")");
                    break;
                case ValuePathFilter valuePath:
                    PushAll(pending, $"{valuePath.Path}[", valuePath.Inner, "]");
                    break;
                case AndFilter and:
                    PushOperands(pending, and.Operands, " and ");
                    break;
                case OrFilter or:
                    PushOperands(pending, or.Operands, " or ");
                    break;
            }
        }

        return text.ToString();
    }

    internal static string Keyword(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Eq => "eq",
        ComparisonOperator.Ne => "ne",
        ComparisonOperator.Co => "co",
        ComparisonOperator.Sw => "sw",
        ComparisonOperator.Ew => "ew",
        ComparisonOperator.Gt => "gt",
        ComparisonOperator.Ge => "ge",
        ComparisonOperator.Lt => "lt",
        ComparisonOperator.Le => "le",
    };

    /// <summary>Any list inside a list gets parentheses: they keep the tree's shape, not only its meaning.</summary>
    private static void PushOperands(Stack<object> pending, IReadOnlyList<FilterExpression> operands, string separator)
    {
        for (var i = operands.Count - 1; i >= 0; i--)
        {
            if (operands[i] is OrFilter or AndFilter)
            {
                PushAll(pending, "(", operands[i], ")");
            }
            else
            {
                pending.Push(operands[i]);
            }

            if (i > 0)
            {
                pending.Push(separator);
            }
        }
    }

    private static void PushAll(Stack<object> pending, object first, object second, object third)
    {
        pending.Push(third);
        pending.Push(second);
        pending.Push(first);
    }
}
