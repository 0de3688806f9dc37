using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TeamAccess.Domain.Directories;

namespace TeamAccess.Scim.OAuth;

/// <summary>Checks an assertion (RFC 7523 §3) against what a connection's federation pins.</summary>
internal sealed class AssertionCheck(SigningKeys keys, UsedAssertions used, TimeProvider clock)
{
    /// <summary>Asymmetric ones only: nobody who knows a public key can sign.</summary>
    public static readonly IReadOnlyList<string> Algorithms =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private const int MaxLength = 8 * 1024;
    private const int MaxKeyId = 256;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>What identity providers give their own workloads at most.</summary>
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(24);

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaxLength };

    /// <returns>Null when it stands; else what is wrong, without anything of what it says.</returns>
    public async ValueTask<string?> FaultOfAsync(
        string text, Federation federation, CancellationToken cancellationToken)
    {
        if (text.Length > MaxLength || Read(text) is not { } token)
        {
            return "The assertion is no signed JWT, or too long.";
        }

        if (!Algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            return "The assertion is signed by an algorithm that is not taken.";
        }

        if (token.Kid is not { Length: > 0 and <= MaxKeyId } kid || token.TryGetHeaderValue<object>("crit", out _))
        {
            return "The assertion names no key (kid), or needs an extension (crit).";
        }

        if (await keys.FindAsync(new Uri(federation.KeysUri), kid, cancellationToken) is not { } key)
        {
            return "The key of the assertion is not among those that the issuer publishes, or they cannot be read now.";
        }

        var result = await Handler.ValidateTokenAsync(token, ParametersOf(key));
        return result.IsValid ? FaultOfClaims(token, federation) : "The signature of the assertion is wrong.";
    }

    // Whose claims they are is checked here, exactly and by this server's clock; the library proves the signature.
    private static TokenValidationParameters ParametersOf(SecurityKey key) => new()
    {
        IssuerSigningKey = key,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        TryAllIssuerSigningKeys = false,
        ValidateIssuerSigningKey = false,
        ValidateIssuer = false,
        ValidateAudience = false,
        ValidateLifetime = false,
    };

    private static JsonWebToken? Read(string text)
    {
        try
        {
            return text.AsSpan().Count('.') == 2 ? new JsonWebToken(text) : null;
        }
        catch (Exception exception) when (IsOfReading(exception))
        {
            return null;
        }
    }

    private static bool IsOfReading(Exception exception) => exception
        is ArgumentException
        or SecurityTokenException
        or FormatException
        or JsonException
        or InvalidCastException
        or OverflowException;

    private string? FaultOfClaims(JsonWebToken token, Federation federation)
    {
        try
        {
            return FaultOfOrigin(token, federation) ?? FaultOfTime(token, federation);
        }
        catch (Exception exception) when (IsOfReading(exception))
        {
            return "A claim of the assertion is of the wrong type.";
        }
    }

    private static string? FaultOfOrigin(JsonWebToken token, Federation federation)
    {
        if (!Is(token.Issuer, federation.Issuer))
        {
            return "The issuer (iss) of the assertion is not the one of the connection.";
        }

        if (!token.Audiences.Contains(federation.Audience, StringComparer.Ordinal))
        {
            return "The audience (aud) of the assertion is not the one of the connection.";
        }

        if (!Is(token.Subject, federation.Subject)
            || (token.TryGetPayloadValue<string>("oid", out var id) && !Is(id, federation.Subject)))
        {
            return "The subject (sub, oid) of the assertion is not the one of the connection.";
        }

        return federation.Tenant is null || (token.TryGetPayloadValue<string>("tid", out var tenant) && Is(tenant, federation.Tenant))
            ? null
            : "The tenant (tid) of the assertion is not the one of the connection.";
    }

    private string? FaultOfTime(JsonWebToken token, Federation federation)
    {
        var now = clock.GetUtcNow();
        if (TimeOf(token, "exp") is not { } end || TimeOf(token, "iat") is not { } issued)
        {
            return "The assertion has no time of issue (iat) or end (exp).";
        }

        if (end <= now - Skew || end - issued > MaxLifetime || end < issued)
        {
            return "The assertion has expired, or is valid for longer than a day.";
        }

        if (issued > now + Skew || TimeOf(token, "nbf") > now + Skew)
        {
            return "The assertion is not valid yet.";
        }

        return !token.TryGetPayloadValue<string>("jti", out var jti) || used.TryUse(federation.Id, jti, end + Skew)
            ? null
            : "The assertion was used before. Get a new one for each request.";
    }

    private static DateTimeOffset? TimeOf(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<long>(claim, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
