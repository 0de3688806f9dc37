using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TeamAccess.Protocol;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// What a failure is on this wire (RFC 7644 §3.12, Tables 8 and 9). No other line of this project picks a status for one.
/// </summary>
internal static class StatusTable
{
    public static int StatusOf(FailureKind kind) => kind switch
    {
        FailureKind.InvalidFilter => StatusCodes.Status400BadRequest,
        FailureKind.TooMany => StatusCodes.Status400BadRequest,
        FailureKind.Uniqueness => StatusCodes.Status409Conflict,
        FailureKind.Mutability => StatusCodes.Status400BadRequest,
        FailureKind.InvalidSyntax => StatusCodes.Status400BadRequest,
        FailureKind.InvalidPath => StatusCodes.Status400BadRequest,
        FailureKind.NoTarget => StatusCodes.Status400BadRequest,
        FailureKind.InvalidValue => StatusCodes.Status400BadRequest,
        FailureKind.InvalidVers => StatusCodes.Status400BadRequest,
        FailureKind.Sensitive => StatusCodes.Status403Forbidden,
        FailureKind.InvalidCursor => StatusCodes.Status400BadRequest,
        FailureKind.InvalidCount => StatusCodes.Status400BadRequest,
        FailureKind.NotFound => StatusCodes.Status404NotFound,
        FailureKind.VersionMismatch => StatusCodes.Status412PreconditionFailed,
        FailureKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        FailureKind.PermissionDenied => StatusCodes.Status403Forbidden,
        FailureKind.FailedPrecondition => StatusCodes.Status409Conflict,
        FailureKind.QuotaExceeded => StatusCodes.Status403Forbidden,
        FailureKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        FailureKind.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        FailureKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        FailureKind.MassChangeHeld => StatusCodes.Status429TooManyRequests,
    };

    /// <summary>The <c>scimType</c> keyword, or null for kinds that no table of the RFCs names.</summary>
    public static string? ScimTypeOf(FailureKind kind) =>
        kind < FailureKind.NotFound ? JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()) : null;
}
