using System.Globalization;
using System.Text;

namespace TeamAccess.Protocol.Text;

/// <summary>What a name that tells people apart may consist of.</summary>
public static class TextPolicy
{
    /// <summary>
    /// Refuses what the eye cannot see: control characters, format characters (zero-width space, direction marks),
    /// lone surrogates, noncharacters, and names of nothing but white space.
    /// </summary>
    /// <returns>
    /// Null when the text is fine, otherwise <see cref="FailureKind.InvalidValue"/> naming the attribute.
    /// </returns>
    public static Failure? Check(string attribute, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Failure.InvalidValue(attribute, $"{attribute} must not be empty.");
        }

        if (!WellFormed.Check(text))
        {
            return Failure.InvalidValue(attribute, $"{attribute} holds half of a surrogate pair.");
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (IsNoncharacter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
                or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return Failure.InvalidValue(attribute, $"{attribute} holds the invisible character U+{rune.Value:X4}.");
            }
        }

        return null;
    }

    /// <summary>Code points that Unicode keeps for a program's own use and that no text contains.</summary>
    private static bool IsNoncharacter(Rune rune) =>
        (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
