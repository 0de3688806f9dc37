using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// Endpoints for what no other endpoint takes. They are endpoints, not the router's own answers, so that they ask for a
/// token as all others do and tell strangers nothing.
/// </summary>
internal static class Fallbacks
{
    /// <summary>Answers every other method on that path: 405, or the list of methods for <c>OPTIONS</c>.</summary>
    public static void MapOtherMethods(this IEndpointRouteBuilder endpoints, string pattern, string allow) =>
        endpoints.Map(pattern, (HttpContext context) =>
        {
            context.Response.Headers.Allow = allow;
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }

            return ErrorBody.WriteAsync(
                context, StatusCodes.Status405MethodNotAllowed, $"This endpoint takes {allow}.");
        });

    /// <summary>Answers every path that is no endpoint.</summary>
    public static void MapUnknownPaths(this IEndpointRouteBuilder endpoints) =>
        endpoints.Map("{**path}", (HttpContext context) =>
            ErrorBody.WriteAsync(context, StatusCodes.Status404NotFound, "There is no such endpoint."));
}
