using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Wire;

/// <summary>Answers with the error message of RFC 7644 §3.12, whose <c>status</c> is a JSON string.</summary>
internal static class ErrorBody
{
    /// <summary>In seconds; what a client is told to wait while the store takes no requests.</summary>
    private const string StoreRetryAfter = "5";

    public static Task WriteAsync(HttpContext context, Failure failure)
    {
        if (failure.RetryAfter is { } wait)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(
            context, StatusTable.StatusOf(failure.Kind), failure.Detail, StatusTable.ScimTypeOf(failure.Kind));
    }

    /// <summary>For answers that no domain failure stands behind.</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail, string? scimType = null)
    {
        if (status == StatusCodes.Status401Unauthorized && context.Response.Headers.WWWAuthenticate.Count == 0)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        }

        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = StoreRetryAfter;
        }

        return WireJson.WriteAsync(context, status, ToJson(status, detail, scimType));
    }

    public static JsonObject ToJson(Failure failure) =>
        ToJson(StatusTable.StatusOf(failure.Kind), failure.Detail, StatusTable.ScimTypeOf(failure.Kind));

    private static JsonObject ToJson(int status, string detail, string? scimType)
    {
        var body = new JsonObject
        {
            ["schemas"] = new JsonArray(SchemaUris.Error),
            ["status"] = status.ToString(CultureInfo.InvariantCulture),
        };

        if (scimType is not null)
        {
            body["scimType"] = scimType;
        }

        body["detail"] = detail;
        return body;
    }
}
