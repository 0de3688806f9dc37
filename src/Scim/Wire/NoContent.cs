using Microsoft.AspNetCore.Http;
using TeamAccess.Domain.Provisioning;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// 204, with the new version's <c>ETag</c> when there is still a resource. Nothing is shown, so the tag has no hash of
/// relations: good for <c>If-Match</c>, and for <c>If-None-Match</c> it names no representation with relations.
/// </summary>
internal sealed class NoContent(long? version) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        if (version is { } current)
        {
            httpContext.Response.Headers.ETag = ScimRepresentation.ETagOf(current);
        }

        return Task.CompletedTask;
    }
}
