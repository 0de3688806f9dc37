using TeamAccess.Protocol.Filter;

namespace TeamAccess.Protocol.Paths;

/// <summary>
/// Reads <c>attr</c>, <c>attr.sub</c>, <c>attr[filter]</c> and <c>attr[filter].sub</c>, each with or without URN.
/// </summary>
public static class PatchPathParser
{
    /// <returns>
    /// The path; <see cref="FailureKind.InvalidPath"/> when it is malformed;
    /// <see cref="FailureKind.InvalidFilter"/> when what is inside the brackets is (RFC 7644 Table 9).
    /// </returns>
    public static Result<PatchPath> Parse(string text, Dialect dialect = Dialect.Strict, FilterLimits? limits = null)
    {
        limits ??= FilterLimits.Default;
        if (text.Length > limits.MaxLength)
        {
            return Invalid($"The path is longer than {limits.MaxLength} characters.");
        }

        var open = text.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            return AttributePathParser.TryParse(text, out var plain)
                ? new PatchPath(plain, null, null)
                : Invalid("The path is not an attribute, e.g. name.givenName or emails[type eq \"work\"].value.");
        }

        var close = FindClosingBracket(text, open);
        if (close < 0)
        {
            return Invalid($"The bracket opened at character {open + 1} of the path is never closed.");
        }

        if (!AttributePathParser.TryParse(text[..open], out var target) || target.SubAttribute is not null)
        {
            return Invalid("What stands before the bracket is not an attribute name.");
        }

        var rest = text[(close + 1)..];
        if (rest.Length > 0 && (rest[0] != '.' || !AttributePathParser.IsName(rest[1..])))
        {
            return Invalid($"After character {close + 1} the path may only go on with a dot and a sub-attribute.");
        }

        var parsed = FilterParser.Parse(text[(open + 1)..close], limits, dialect);
        return parsed.TryGet(out var filter, out var failure)
            ? new PatchPath(target, filter, rest.Length == 0 ? null : rest[1..])
            : failure;
    }

    /// <summary>The first closing bracket outside a quoted string; -1 when there is none.</summary>
    private static int FindClosingBracket(string text, int open)
    {
        var quoted = false;
        for (var i = open + 1; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == ']' && !quoted)
            {
                return i;
            }
        }

        return -1;
    }

    private static Failure Invalid(string detail) => new(FailureKind.InvalidPath, detail);
}
