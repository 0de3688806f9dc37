using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Dispatch;

/// <summary>
/// Runs a request through the very endpoints that HTTP reaches, so that it is read, checked, carried out, audited and refused
/// as it would be alone. The credential's standing is asked again each time; only the rate is not counted again.
/// </summary>
internal sealed class ScimDispatch(ScimRoutes routes, ILogger<ScimDispatch> logger)
{
    public async Task<DispatchedAnswer> SendAsync(
        DispatchedRequest request, DispatchOrigin origin, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var context = ContextOf(request, origin, output, cancellationToken);
        var (path, query) = SplitQuery(request.Path);
        var (endpoint, values) = routes.Find(request.Method, path);
        context.Request.Path = routes.BasePath + path;
        context.Request.QueryString = new QueryString(query);
        context.Request.RouteValues = values;
        context.SetEndpoint(endpoint);

        await ScimErrors.RunAsync(context, endpoint.RequestDelegate!, logger);
        await context.Response.CompleteAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return new DispatchedAnswer(
            context.Response.StatusCode,
            TextOf(context.Response.Headers.Location.ToString()),
            TextOf(context.Response.Headers.ETag.ToString()),
            output.Length == 0 ? null : JsonNode.Parse(output.ToArray()) as JsonObject);
    }

    private static DefaultHttpContext ContextOf(
        DispatchedRequest request, DispatchOrigin origin, Stream output, CancellationToken cancellationToken)
    {
        var context = new DefaultHttpContext { RequestServices = origin.Services, User = origin.User };
        context.Features.Set(request);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(output));
        context.TraceIdentifier = origin.RequestId;
        context.Connection.RemoteIpAddress = origin.Address;
        context.RequestAborted = cancellationToken;
        context.Request.Method = request.Method;
        if (request.Body is not null)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(request.Body);
            context.Request.Body = new MemoryStream(body);
            context.Request.ContentLength = body.Length;
            context.Request.ContentType = MediaTypes.Scim;
        }

        if (origin.UserAgent is not null)
        {
            context.Request.Headers.UserAgent = origin.UserAgent;
        }

        if (request.IfMatch is not null)
        {
            context.Request.Headers.IfMatch = request.IfMatch;
        }

        return context;
    }

    private static (string Path, string Query) SplitQuery(string path)
    {
        var mark = path.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (path, "") : (path[..mark], path[mark..]);
    }

    private static string? TextOf(string header) => header.Length == 0 ? null : header;
}
