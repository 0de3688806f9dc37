using System.Diagnostics.CodeAnalysis;

namespace TeamAccess.Protocol.Paths;

/// <summary>Reads attribute names: <c>a</c>, <c>a.b</c>, <c>urn:…:a</c>, <c>urn:…:a.b</c> (RFC 7644 §3.10).</summary>
public static class AttributePathParser
{
    /// <returns>The path, or <see cref="FailureKind.InvalidPath"/> when the text is not an attribute name.</returns>
    public static Result<AttributePath> Parse(string text) =>
        TryParse(text, out var path)
            ? path
            : new Failure(FailureKind.InvalidPath, "The path is not an attribute name, e.g. name.givenName.");

    internal static bool TryParse(string text, [NotNullWhen(true)] out AttributePath? path)
    {
        path = null;
        var colon = text.LastIndexOf(':');
        var uri = colon < 0 ? null : text[..colon];
        var name = text[(colon + 1)..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var attribute = dot < 0 ? name : name[..dot];
        var sub = dot < 0 ? null : name[(dot + 1)..];

        if (!IsName(attribute) || (sub is not null && !IsName(sub)) || (uri is not null && !IsUri(uri)))
        {
            return false;
        }

        path = new AttributePath(uri, attribute, sub);
        return true;
    }

    /// <summary>RFC 7643 §2.1, with <c>$ref</c>: the dollar sign only comes first.</summary>
    internal static bool IsName(string name)
    {
        var start = name.StartsWith('$') ? 1 : 0;
        if (name.Length == start || !char.IsAsciiLetter(name[start]))
        {
            return false;
        }

        foreach (var c in name.AsSpan(start))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the character may occur in a path outside a value filter.</summary>
    internal static bool IsPathCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '$' or '/' or '%' or '+' or '~' or '#';

    private static bool IsUri(string uri)
    {
        foreach (var c in uri)
        {
            if (!IsPathCharacter(c))
            {
                return false;
            }
        }

        return uri.Contains(':', StringComparison.Ordinal) && char.IsAsciiLetter(uri[0]);
    }
}
