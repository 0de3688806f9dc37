using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Scim.OAuth;

/// <summary>Exchanges a client secret or an assertion for an access token (RFC 6749 §4.4, RFC 7523 §2.2).</summary>
internal sealed partial class TokenEndpoint(
    AccessTokens tokens,
    AssertionCheck assertions,
    OAuthLimits limits,
    IOptions<ScimOptions> options,
    TimeProvider clock,
    ILogger<TokenEndpoint> logger)
{
    private const string StoreRetryAfter = "5";

    private readonly TimeSpan lifetime = options.Value.AccessTokenLifetime;

    public async Task AnswerAsync(HttpContext context)
    {
        context.TraceIdentifier = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
        try
        {
            await AnswerOrThrowAsync(context);
        }
        catch (StoreUnavailableException unavailable) when (!context.Response.HasStarted)
        {
            Log.StoreUnavailable(logger, context.TraceIdentifier, unavailable);
            context.Response.Headers.RetryAfter = StoreRetryAfter;
            await OAuthAnswer.WriteAsync(context, OAuthError.Unavailable);
        }
    }

    private async Task AnswerOrThrowAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (!limits.TryTake(address, out var wait))
        {
            await RefuseAsync(context, wait);
            return;
        }

        var (form, error) = await TokenForm.ReadAsync(context);
        if (form is null)
        {
            await OAuthAnswer.WriteAsync(context, error!);
            return;
        }

        if (!limits.TryTake(address, form.ClientId, out wait))
        {
            await RefuseAsync(context, wait);
            return;
        }

        var request = new TokenRequest(context.TraceIdentifier, address?.ToString(), lifetime);
        (var issued, error) = await ExchangeAsync(form, request, context.RequestAborted);
        await (issued is null
            ? OAuthAnswer.WriteAsync(context, error!)
            : OAuthAnswer.WriteAsync(context, StatusCodes.Status200OK, Render(issued)));
    }

    private async Task<(IssuedToken? Issued, OAuthError? Error)> ExchangeAsync(
        TokenForm form, TokenRequest request, CancellationToken cancellationToken)
    {
        Result<IssuedToken> result;
        if (form.Secret is { } secret)
        {
            result = await tokens.ExchangeAsync(form.ClientId, secret, request, cancellationToken);
        }
        else
        {
            if (await tokens.FindFederationAsync(form.ClientId, cancellationToken) is not { } federation)
            {
                return (null, OAuthError.InvalidClient("The client is unknown or takes no assertions."));
            }

            if (await assertions.FaultOfAsync(form.Assertion!, federation, cancellationToken) is { } fault)
            {
                return (null, OAuthError.InvalidClient(fault));
            }

            result = await tokens.GrantAsync(form.ClientId, federation, request, cancellationToken);
        }

        if (result.TryGet(out var issued, out var failure))
        {
            return (issued, null);
        }

        return failure.Kind == FailureKind.PermissionDenied
            ? (null, OAuthError.Paused)
            : (null, OAuthError.InvalidClient("The client is unknown, or its secret wrong, expired or revoked."));
    }

    private static JsonObject Render(IssuedToken issued) => new()
    {
        ["access_token"] = issued.Secret,
        ["token_type"] = "Bearer",
        ["expires_in"] = (long)(issued.Token.Expires!.Value - issued.Token.Created).TotalSeconds,
        ["scope"] = TokenForm.Scope,
    };

    private static Task RefuseAsync(HttpContext context, int wait)
    {
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return OAuthAnswer.WriteAsync(context, OAuthError.TooMany);
    }

    private static partial class Log
    {
        [LoggerMessage(2011, LogLevel.Warning, "The store is unavailable to token request {RequestId}")]
        public static partial void StoreUnavailable(ILogger logger, string requestId, Exception exception);
    }
}
