using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamAccess.Domain.Provisioning.Listing;

namespace TeamAccess.Scim.Wire;

/// <summary>One page of resources (RFC 7644 §3.4.2, Figure 3; RFC 9865 §2).</summary>
/// <param name="nextCursor">Null for the last page, and for a page by index.</param>
internal sealed class ScimList(ListPage page, string? nextCursor, Func<ListedResource, ShownResource> show) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var resources = new JsonArray();
        var later = new Dictionary<JsonObject, IEnumerable<JsonNode>>();
        foreach (var item in page.Items)
        {
            var shown = show(item);
            resources.Add((JsonNode)shown.Resource);
            later.Add(shown.Resource, shown.LaterMembers);
        }

        return WireJson.WriteAsync(
            httpContext,
            StatusCodes.Status200OK,
            ListBody.Of(resources, page.TotalResults, page.StartIndex, nextCursor),
            later);
    }
}

/// <param name="LaterMembers">What follows in its <c>members</c>.</param>
internal sealed record ShownResource(JsonObject Resource, IEnumerable<JsonNode> LaterMembers);
