using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TeamAccess.Scim.OAuth;

/// <summary>How directory connections get access tokens (RFC 6749 §4.4, RFC 7523 §2.2).</summary>
public static class OAuthEndpoints
{
    internal const string TokenPath = "/oauth2/token";
    private const string MetadataPath = "/.well-known/oauth-authorization-server";

    /// <summary>
    /// Maps the token endpoint and its metadata (RFC 8414) at the host's root, not below the SCIM base. They are open
    /// to everyone: a token request proves its client itself.
    /// </summary>
    /// <returns>Both of them, so that the host can add to exactly what was mapped.</returns>
    public static IEndpointConventionBuilder MapOAuth(this IEndpointRouteBuilder host)
    {
        var oauth = host.MapGroup("").AllowAnonymous();
        oauth.MapPost(TokenPath, (HttpContext context, TokenEndpoint tokens) => tokens.AnswerAsync(context))
            .WithName("oauth.token");
        oauth.MapMethods(MetadataPath, ["GET", "HEAD"], GetMetadataAsync).WithName("oauth.metadata");
        return oauth;
    }

    internal static void AddOAuth(this IServiceCollection services)
    {
        services.AddSingleton<OAuthLimits>();
        services.AddSingleton<KeyFetcher>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<UsedAssertions>();
        services.AddSingleton<AssertionCheck>();
        services.AddSingleton<TokenEndpoint>();
    }

    private static Task GetMetadataAsync(HttpContext context, IOptions<ScimOptions> options)
    {
        var root = (options.Value.OAuthBaseUrl ?? new Uri(options.Value.BaseUrl!, "/")).AbsoluteUri.TrimEnd('/');
        var algorithms = AssertionCheck.Algorithms.Select(name => (JsonNode)name).ToArray();
        return OAuthAnswer.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["issuer"] = root,
            ["token_endpoint"] = root + TokenPath,
            ["grant_types_supported"] = new JsonArray(TokenForm.ClientCredentials),
            ["response_types_supported"] = new JsonArray(),
            ["scopes_supported"] = new JsonArray(TokenForm.Scope),
            ["token_endpoint_auth_methods_supported"] =
                new JsonArray("client_secret_basic", "client_secret_post", "private_key_jwt"),
            ["token_endpoint_auth_signing_alg_values_supported"] = new JsonArray(algorithms),
        });
    }
}
