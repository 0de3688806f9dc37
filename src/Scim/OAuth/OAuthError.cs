using Microsoft.AspNetCore.Http;

namespace TeamAccess.Scim.OAuth;

/// <summary>An error of RFC 6749 §5.2.</summary>
/// <param name="Description">In plain ASCII without quotes and backslashes, and without anything from the request.</param>
internal sealed record OAuthError(int Status, string Code, string Description)
{
    public static OAuthError InvalidRequest(string description) =>
        new(StatusCodes.Status400BadRequest, "invalid_request", description);

    public static OAuthError InvalidClient(string description) =>
        new(StatusCodes.Status401Unauthorized, "invalid_client", description);

    public static OAuthError Paused { get; } = new(
        StatusCodes.Status403Forbidden,
        "unauthorized_client",
        "This directory connection is paused. Resume it in the settings of the workspace.");

    public static OAuthError TooMany { get; } = new(
        StatusCodes.Status429TooManyRequests, "slow_down", "Too many token requests. Wait, then try again.");

    public static OAuthError Unavailable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "temporarily_unavailable", "The server cannot answer now. Try again later.");
}
