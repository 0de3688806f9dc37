using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol.Projection;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Wire;

/// <summary>One page of resources (RFC 7644 §3.4.2, Figure 3).</summary>
internal sealed class ScimList<T>(
    ListPage<T> page, Func<T, JsonObject> toJson, ResourceTypeDefinition type, AttributeProjection projection)
    : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var locations = httpContext.RequestServices.GetRequiredService<Locations>();
        var resources = new JsonArray();
        foreach (var item in page.Items)
        {
            var full = toJson(item);
            locations.AddTo(full, type);
            resources.Add((JsonNode)projection.Apply(full));
        }

        return WireJson.WriteAsync(
            httpContext, StatusCodes.Status200OK, ListBody.Of(resources, page.TotalResults, page.StartIndex));
    }
}
