using System.Globalization;
using Microsoft.Extensions.Primitives;
using TeamAccess.Domain.Provisioning;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// Entity tags are versions: <c>W/"7"</c>. RFC 7644 §3.14 shows weak ones in <c>If-Match</c>, so tags are compared
/// without their <c>W/</c>, unlike RFC 7232 §3.1.
/// </summary>
internal static class EntityTags
{
    /// <returns>Null when the header is absent. A tag that no version has matches nothing.</returns>
    public static IfMatch? Parse(StringValues header)
    {
        if (header.Count == 0)
        {
            return null;
        }

        var versions = new List<long>();
        foreach (var tag in header.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (tag == "*")
            {
                return new IfMatch([], Any: true);
            }

            if (TryParseTag(tag, out var version))
            {
                versions.Add(version);
            }
        }

        return new IfMatch(versions, Any: false);
    }

    public static bool Matches(this IfMatch condition, long version) =>
        condition.Any || condition.Versions.Contains(version);

    private static bool TryParseTag(string tag, out long version)
    {
        var text = tag.StartsWith("W/", StringComparison.OrdinalIgnoreCase) ? tag.AsSpan(2) : tag;

        // Some clients send meta.version back without its quotes.
        text = text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
