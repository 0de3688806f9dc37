using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TeamAccess.Scim.Wire;

/// <summary>Which media types are read and written.</summary>
internal static class MediaTypes
{
    public const string Scim = "application/scim+json";
    public const string Json = "application/json";

    private const string TextJson = "text/json";

    /// <summary>Whether such a body is read: one of the three JSON types, in UTF-8, not compressed.</summary>
    /// <param name="missingIsFine">What to say when the request does not name a type.</param>
    public static bool CanRead(HttpRequest request, bool missingIsFine)
    {
        if (!IsPlain(request.Headers.ContentEncoding.ToString()))
        {
            return false;
        }

        if (string.IsNullOrWhiteSpace(request.ContentType))
        {
            return missingIsFine;
        }

        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && IsReadable(type.MediaType.Value)
            && IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset).Value);
    }

    /// <summary>A response's type: <see cref="Scim"/>, or <see cref="Json"/> for a client that takes nothing else.</summary>
    public static string ForResponse(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return accept.Contains(Json, StringComparison.OrdinalIgnoreCase)
            && !accept.Contains(Scim, StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("*/*", StringComparison.Ordinal)
            && !accept.Contains("application/*", StringComparison.OrdinalIgnoreCase)
                ? Json
                : Scim;
    }

    private static bool IsReadable(string? type) =>
        string.Equals(type, Scim, StringComparison.OrdinalIgnoreCase)
        || string.Equals(type, Json, StringComparison.OrdinalIgnoreCase)
        || string.Equals(type, TextJson, StringComparison.OrdinalIgnoreCase);

    private static bool IsUtf8(string? charset) =>
        string.IsNullOrEmpty(charset)
        || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    private static bool IsPlain(string encoding) =>
        encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase);
}
