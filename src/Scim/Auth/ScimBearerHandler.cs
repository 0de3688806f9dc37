using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TeamAccess.Domain.Credentials;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Auth;

/// <summary>Takes a bearer token (RFC 6750 §2.1) to the domain; answers 401 and 403 with SCIM error bodies.</summary>
internal sealed class ScimBearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    CredentialAuthentication credentials)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (header is not [{ } value] || !value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("The Authorization header holds no bearer token.");
        }

        var actor = await credentials.AuthenticateAsync(value[Prefix.Length..].Trim(), Context.RequestAborted);
        return actor is null
            ? AuthenticateResult.Fail("The token is not valid now.")
            : AuthenticateResult.Success(
                new AuthenticationTicket(new ClaimsPrincipal(new ActorIdentity(actor)), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.Headers.Authorization.Count == 0)
        {
            // RFC 6750 §3.1: without credentials, no error code.
            Response.Headers.WWWAuthenticate = "Bearer";
            return ErrorBody.WriteAsync(
                Context,
                StatusCodes.Status401Unauthorized,
                "The request needs a token in its Authorization header: Bearer, then the token.");
        }

        return ErrorBody.WriteAsync(
            Context,
            StatusCodes.Status401Unauthorized,
            IsJwt()
                ? "This is a JWT of an identity provider, which is not taken as a token here. "
                    + "Set up OAuth client credentials or federation, or enter a token of the connection."
                : "The token is unknown, expired or revoked, or not sent as Bearer.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ErrorBody.WriteAsync(
        Context,
        StatusCodes.Status403Forbidden,
        Context.GetEndpoint()?.Metadata.GetMetadata<ScimAudience>()?.Refusal
            ?? "This credential is not for SCIM.");

    // What Entra ID sends while its secret is left empty: for one audience that every application in the world shares.
    private bool IsJwt() =>
        Request.Headers.Authorization is [{ } value]
        && value.StartsWith(Prefix + "eyJ", StringComparison.OrdinalIgnoreCase)
        && value.AsSpan().Count('.') == 2;
}
