using System.Globalization;
using TeamAccess.Protocol;

namespace TeamAccess.Scim.Wire;

/// <summary>The pagination of RFC 7644 §3.4.2.4: values out of range are lowered or raised, not refused.</summary>
/// <param name="StartIndex">1 or more.</param>
/// <param name="Count">0 to the largest page.</param>
/// <param name="IsNegative">Whether the count was below 0 as it was sent.</param>
internal sealed record PageParameters(int StartIndex, int Count, bool IsNegative)
{
    /// <param name="startIndex">Null or empty for 1.</param>
    /// <param name="count">Null or empty for the default page.</param>
    /// <returns>The page, or <see cref="FailureKind.InvalidValue"/> for what is no integer.</returns>
    public static Result<PageParameters> Parse(string? startIndex, string? count, ScimOptions options)
    {
        if (!TryParse(startIndex, 1, out var start))
        {
            return NoInteger("startIndex");
        }

        if (!TryParse(count, options.DefaultPageSize, out var size))
        {
            return NoInteger("count");
        }

        return new PageParameters(Math.Max(start, 1), Math.Clamp(size, 0, options.MaxPageSize), size < 0);
    }

    private static bool TryParse(string? text, int whenAbsent, out int value)
    {
        value = whenAbsent;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var digits = text.AsSpan().Trim();
        var isNegative = digits[0] == '-';
        digits = digits[0] is '-' or '+' ? digits[1..] : digits;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var fits = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed);
        var size = fits ? parsed : int.MaxValue;
        value = isNegative ? -size : size;
        return true;
    }

    private static Failure NoInteger(string parameter) =>
        Failure.InvalidValue(parameter, $"{parameter} must be an integer.");
}
