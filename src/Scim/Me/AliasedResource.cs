using Microsoft.AspNetCore.Http;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Me;

/// <summary>
/// A resource that was asked for by its alias: what is in the body is what its permanent address shows (RFC 9110 §8.7).
/// </summary>
internal sealed class AliasedResource(ScimResource resource) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ContentLocation = httpContext.Response.Headers.Location;
        return resource.ExecuteAsync(httpContext);
    }
}
