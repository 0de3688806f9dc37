using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Projection;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// One resource, with its <c>meta.version</c> as <c>ETag</c> and its <c>meta.location</c> as <c>Content-Location</c>
/// (RFC 7643 §3.1); 304 when the client has just that version, 412 when it wants another one (RFC 7644 §3.14).
/// </summary>
/// <param name="full">Everything but addresses; this result may change it.</param>
internal sealed class ScimResource(
    JsonObject full, string id, ResourceTypeDefinition type, AttributeProjection projection, int status)
    : IResult
{
    /// <summary>What follows in its <c>members</c>; of a large group only.</summary>
    public IEnumerable<JsonObject> Later { get; init; } = [];

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var locations = httpContext.RequestServices.GetRequiredService<Locations>();
        var tag = full["meta"]?["version"]?.GetValue<string>() ?? "";
        response.Headers.ETag = tag;
        response.Headers.ContentLocation = locations.Of(type, id);
        if (status == StatusCodes.Status201Created)
        {
            response.Headers.Location = locations.Of(type, id);
        }

        // A write has had its If-Match checked where it was made.
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (reads && !EntityTags.Fulfils(request.Headers.IfMatch, tag))
        {
            return new ScimError(
                new Failure(FailureKind.VersionMismatch, "The resource is at another version than If-Match names."))
                .ExecuteAsync(httpContext);
        }

        if (reads && EntityTags.NamesAny(request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        locations.AddTo(full, type);
        var shown = projection.Apply(full);
        var later = new Dictionary<JsonObject, IEnumerable<JsonNode>>
        {
            [shown] = LaterMembers.Show(Later, projection, locations),
        };
        return WireJson.WriteAsync(httpContext, status, shown, later);
    }
}
