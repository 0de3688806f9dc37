using System.Globalization;
using Microsoft.Extensions.Primitives;
using TeamAccess.Domain.Provisioning;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// Entity tags are versions, <c>W/"7"</c>, followed in <c>W/"7-0a1b2c3d"</c> by a hash of the relations shown.
/// RFC 7644 §3.14 shows weak ones in <c>If-Match</c>, so tags are compared without their <c>W/</c>, unlike
/// RFC 9110 §13.1.1.
/// </summary>
internal static class EntityTags
{
    /// <summary>In hexadecimal digits.</summary>
    private const int HashLength = 8;

    /// <summary>
    /// Reads <c>If-Match</c>. A write's precondition is about the row, so only the versions in the tags count.
    /// </summary>
    /// <returns>Null when the header is absent. A tag that no version has matches nothing.</returns>
    public static IfMatch? Parse(StringValues header)
    {
        if (header.Count == 0)
        {
            return null;
        }

        var versions = new List<long>();
        foreach (var tag in TagsIn(header))
        {
            if (tag == "*")
            {
                return new IfMatch([], Any: true);
            }

            if (TryParseVersion(Opaque(tag), out var version))
            {
                versions.Add(version);
            }
        }

        return new IfMatch(versions, Any: false);
    }

    /// <summary>
    /// Whether <c>If-None-Match</c> names the representation. It is about all that is shown, so whole tags are
    /// compared.
    /// </summary>
    /// <returns>False when the header is absent.</returns>
    public static bool NamesAny(StringValues header, string current) =>
        header.Count > 0
        && TagsIn(header).Any(tag => tag == "*" || Opaque(tag).SequenceEqual(Opaque(current)));

    /// <summary>
    /// Whether <c>If-Match</c> allows the representation to be read: it is absent, or names this one or its row.
    /// </summary>
    public static bool Fulfils(StringValues header, string current) =>
        Parse(header) is not { } condition
        || condition.Any
        || (TryParseVersion(Opaque(current), out var version) && condition.Versions.Contains(version));

    private static string[] TagsIn(StringValues header) =>
        header.ToString().Split(',', StringSplitOptions.TrimEntries);

    /// <summary>What is between the quotes.</summary>
    private static ReadOnlySpan<char> Opaque(string tag)
    {
        var text = tag.StartsWith("W/", StringComparison.OrdinalIgnoreCase) ? tag.AsSpan(2) : tag;

        // Some clients send meta.version back without its quotes.
        return text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
    }

    private static bool TryParseVersion(ReadOnlySpan<char> text, out long version)
    {
        var dash = text.IndexOf('-');
        if (dash >= 0 && IsHash(text[(dash + 1)..]))
        {
            text = text[..dash];
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }

    private static bool IsHash(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return text.Length == HashLength;
    }
}
