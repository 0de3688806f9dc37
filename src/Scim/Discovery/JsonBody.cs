using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Discovery;

/// <summary>A document as it is.</summary>
internal sealed class JsonBody(JsonObject document) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        WireJson.WriteAsync(httpContext, StatusCodes.Status200OK, document);
}
