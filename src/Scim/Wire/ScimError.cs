using Microsoft.AspNetCore.Http;
using TeamAccess.Protocol;

namespace TeamAccess.Scim.Wire;

/// <summary>A failure in place of a resource.</summary>
internal sealed class ScimError(Failure failure) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => ErrorBody.WriteAsync(httpContext, failure);
}
