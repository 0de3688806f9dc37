using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TeamAccess.Scim.OAuth;

/// <summary>Writes answers that no cache keeps (RFC 6749 §5.1).</summary>
internal static class OAuthAnswer
{
    public static async Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json;charset=UTF-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    public static Task WriteAsync(HttpContext context, OAuthError error)
    {
        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"oauth2\"";
        }

        return WriteAsync(
            context,
            error.Status,
            new JsonObject { ["error"] = error.Code, ["error_description"] = error.Description });
    }
}
