using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol.Projection;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Wire;

/// <summary>One resource, with its <c>ETag</c>; 304 when the client has this version (RFC 7644 §3.14).</summary>
/// <param name="full">Everything but addresses; this result may change it.</param>
internal sealed class ScimResource(
    JsonObject full, string id, long version, ResourceTypeDefinition type, AttributeProjection projection, int status)
    : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var locations = httpContext.RequestServices.GetRequiredService<Locations>();
        response.Headers.ETag = ScimRepresentation.ETagOf(version);
        if (status == StatusCodes.Status201Created)
        {
            response.Headers.Location = locations.Of(type, id);
        }

        if ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && EntityTags.Parse(request.Headers.IfNoneMatch)?.Matches(version) == true)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        locations.AddTo(full, type);
        return WireJson.WriteAsync(httpContext, status, projection.Apply(full));
    }
}
