using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TeamAccess.Admin.Failures;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Admin.Auth;

/// <summary>
/// Asks the domain who presents the token, and refuses in gRPC's own form: a status with details, never a bare 401.
/// </summary>
internal sealed class AdminBearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    CredentialAuthentication credentials)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    private static readonly Failure Unauthenticated = new(
        FailureKind.Unauthenticated,
        "This needs 'authorization: Bearer' with a valid session token, API key or operator token.");

    private static readonly Failure WrongKind = new(
        FailureKind.PermissionDenied,
        "This credential is not for the admin interface; a directory's token is for SCIM only.")
    {
        Reason = "CREDENTIAL_NOT_ACCEPTED",
    };

    private bool storeUnavailable;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (header is not [{ } value] || !value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("The authorization header is not one bearer token.");
        }

        try
        {
            var actor = await credentials.AuthenticateAsync(value[Prefix.Length..].Trim(), Context.RequestAborted);
            return actor is null
                ? AuthenticateResult.Fail("The token is not valid.")
                : Accept(new AdminCaller(actor));
        }
        catch (StoreUnavailableException)
        {
            storeUnavailable = true;
            return AuthenticateResult.Fail("The store could not be asked.");
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!GrpcRefusal.Suits(Request))
        {
            await base.HandleChallengeAsync(properties);
            Response.Headers.WWWAuthenticate = "Bearer";
            return;
        }

        GrpcRefusal.Write(Context, storeUnavailable ? RpcStatus.Unavailable : Unauthenticated);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (!GrpcRefusal.Suits(Request))
        {
            return base.HandleForbiddenAsync(properties);
        }

        GrpcRefusal.Write(Context, WrongKind);
        return Task.CompletedTask;
    }

    private AuthenticateResult Accept(AdminCaller caller)
    {
        Context.Features.Set(caller);
        var name = caller.Actor.Name;
        var kind = new Claim(AdminBearer.ActorKind, name[..name.IndexOf(':', StringComparison.Ordinal)]);
        var principal = new ClaimsPrincipal(new ClaimsIdentity([kind], Scheme.Name));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
    }
}
