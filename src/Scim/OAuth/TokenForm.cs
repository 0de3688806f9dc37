using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace TeamAccess.Scim.OAuth;

/// <summary>A token request that names its client and proves it in exactly one way (RFC 6749 §2.3).</summary>
/// <param name="Secret">By Basic or in the body; else null.</param>
/// <param name="Assertion">A JWT (RFC 7523 §2.2); else null.</param>
internal sealed record TokenForm(string ClientId, string? Secret, string? Assertion)
{
    public const string ClientCredentials = "client_credentials";
    public const string Scope = "scim";

    /// <summary>In bytes; of the whole body.</summary>
    public const int MaxBody = 16 * 1024;

    private const int MaxParameters = 16;
    private const int MaxName = 64;
    private const int MaxValue = 12 * 1024;
    private const int MaxHeader = 1024;
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const string Basic = "Basic ";

    public override string ToString() => nameof(TokenForm);

    /// <summary>Reads and checks a request, but not whether the client is who it says.</summary>
    public static async Task<(TokenForm? Form, OAuthError? Error)> ReadAsync(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return (null, OAuthError.InvalidRequest("The body must be application/x-www-form-urlencoded."));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBody;
        }

        try
        {
            using var reader = new FormReader(context.Request.Body, Encoding.UTF8)
            {
                ValueCountLimit = MaxParameters,
                KeyLengthLimit = MaxName,
                ValueLengthLimit = MaxValue,
            };
            return Check(await reader.ReadFormAsync(context.RequestAborted), context.Request.Headers.Authorization);
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException)
        {
            return (null, OAuthError.InvalidRequest("The body is too large, or has too many or too long parameters."));
        }
    }

    private static (TokenForm? Form, OAuthError? Error) Check(
        Dictionary<string, StringValues> form, StringValues authorization)
    {
        if (form.Values.Any(values => values.Count > 1))
        {
            return (null, OAuthError.InvalidRequest("A parameter is there more than once."));
        }

        // RFC 6749 §3.2: a parameter without a value is none.
        string? Get(string name) => form.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

        if (Get("grant_type") is not { } grant)
        {
            return (null, OAuthError.InvalidRequest("grant_type is missing."));
        }

        if (grant != ClientCredentials)
        {
            return (null, new OAuthError(400, "unsupported_grant_type", "The only grant_type is client_credentials."));
        }

        if (Get("scope") is { } scope && scope != Scope)
        {
            return (null, new OAuthError(400, "invalid_scope", "The only scope is scim."));
        }

        var (secret, assertion, assertionType) = (Get("client_secret"), Get("client_assertion"), Get("client_assertion_type"));
        var byAssertion = assertion is not null || assertionType is not null;
        var ways = (authorization.Count > 0 ? 1 : 0) + (secret is null ? 0 : 1) + (byAssertion ? 1 : 0);
        if (ways > 1)
        {
            return (null, OAuthError.InvalidRequest("The client must prove itself in one way only."));
        }

        if (authorization.Count > 0)
        {
            return OfBasic(authorization, Get("client_id"));
        }

        if (byAssertion && (assertion is null || assertionType != JwtBearer))
        {
            return (null, OAuthError.InvalidRequest(
                $"client_assertion needs the client_assertion_type {JwtBearer}, and that needs a client_assertion."));
        }

        return Get("client_id") is not { } id
            ? (null, OAuthError.InvalidRequest("client_id is missing."))
            : ways == 0
                ? (null, OAuthError.InvalidClient("The client proves itself by a client_secret or a client_assertion."))
                : (new TokenForm(id, secret, assertion), null);
    }

    private static (TokenForm? Form, OAuthError? Error) OfBasic(StringValues authorization, string? clientId)
    {
        if (authorization is not [{ Length: < MaxHeader } header]
            || !header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
            || Decode(header[Basic.Length..].Trim()) is not { } pair
            || pair.Split(':', 2) is not [{ } id, { } secret])
        {
            return (null, OAuthError.InvalidClient("The Authorization header must be Basic with client id and secret."));
        }

        id = System.Net.WebUtility.UrlDecode(id);
        return clientId is not null && clientId != id
            ? (null, OAuthError.InvalidRequest("client_id is another than in the Authorization header."))
            : (new TokenForm(id, System.Net.WebUtility.UrlDecode(secret), Assertion: null), null);
    }

    private static string? Decode(string base64)
    {
        var bytes = new byte[MaxHeader];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
