using System.Globalization;
using System.Text;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Protocol.Filter;

/// <summary>JSON string notation (RFC 8259 §7) as filters use it for their values.</summary>
internal static class JsonStringLiteral
{
    private const string Escapes = "\"\\/bfnrt";
    private const string Escaped = "\"\\/\b\f\n\r\t";

    /// <summary>The text in quotes. A lone surrogate, which has no JSON form, becomes U+FFFD.</summary>
    internal static string Encode(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in WellFormed.Of(text))
        {
            if (c is '"' or '\\')
            {
                quoted.Append('\\').Append(c);
            }
            else if (c < ' ')
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                quoted.Append(c);
            }
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>
    /// The characters that stand for; null for a bad escape, a raw control character or a lone surrogate.
    /// </summary>
    internal static string? Decode(ReadOnlySpan<char> content)
    {
        var text = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] < ' ')
            {
                return null;
            }

            if (content[i] != '\\')
            {
                text.Append(content[i]);
            }
            else if (!TryUnescape(content[(i + 1)..], text, out var length))
            {
                return null;
            }
            else
            {
                i += length;
            }
        }

        var decoded = text.ToString();
        return WellFormed.Check(decoded) ? decoded : null;
    }

    private static bool TryUnescape(ReadOnlySpan<char> rest, StringBuilder text, out int length)
    {
        length = 1;
        if (rest.IsEmpty)
        {
            return false;
        }

        if (rest[0] == 'u')
        {
            length = 5;
            return TryUnescapeHex(rest[1..], text);
        }

        var known = Escapes.IndexOf(rest[0], StringComparison.Ordinal);
        text.Append(known < 0 ? '\0' : Escaped[known]);
        return known >= 0;
    }

    private static bool TryUnescapeHex(ReadOnlySpan<char> digits, StringBuilder text)
    {
        const NumberStyles Hex = NumberStyles.AllowHexSpecifier;
        if (digits.Length < 4 || !ushort.TryParse(digits[..4], Hex, CultureInfo.InvariantCulture, out var unit))
        {
            return false;
        }

        text.Append((char)unit);
        return true;
    }
}
