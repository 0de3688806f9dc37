using System.Globalization;

namespace TeamAccess.Protocol.Resources;

/// <summary>
/// The lexical form of <c>xsd:dateTime</c> that RFC 7643 §2.3.5 asks for; as it says there, case does not matter.
/// </summary>
internal static class XsdDateTime
{
    private static readonly string[] Formats = ["yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mm:ssK"];

    /// <summary>The instant; without an offset UTC is meant, and digits finer than 100 ns are cut off.</summary>
    internal static bool TryParse(string text, out DateTimeOffset instant)
    {
        text = text.ToUpperInvariant();
        var shortened = text;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            var end = dot + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (end == dot + 1)
            {
                instant = default;
                return false;
            }

            shortened = text[..Math.Min(end, dot + 8)] + text[end..];
        }

        return DateTimeOffset.TryParseExact(
            shortened, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
