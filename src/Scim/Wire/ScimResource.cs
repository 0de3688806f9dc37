using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Protocol.Projection;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// One resource, with its <c>meta.version</c> as <c>ETag</c>; 304 when the client has just that (RFC 7644 §3.14).
/// </summary>
/// <param name="full">Everything but addresses; this result may change it.</param>
internal sealed class ScimResource(
    JsonObject full, string id, ResourceTypeDefinition type, AttributeProjection projection, int status)
    : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var locations = httpContext.RequestServices.GetRequiredService<Locations>();
        var tag = full["meta"]?["version"]?.GetValue<string>() ?? "";
        response.Headers.ETag = tag;
        if (status == StatusCodes.Status201Created)
        {
            response.Headers.Location = locations.Of(type, id);
        }

        if ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && EntityTags.NamesAny(request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        locations.AddTo(full, type);
        return WireJson.WriteAsync(httpContext, status, projection.Apply(full));
    }
}
