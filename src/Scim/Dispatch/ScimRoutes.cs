using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace TeamAccess.Scim.Dispatch;

/// <summary>Finds the endpoint of a request as the router would, among the endpoints of this adapter alone.</summary>
internal sealed class ScimRoutes(IEnumerable<EndpointDataSource> sources)
{
    /// <summary>The name of the endpoint at the base URL itself.</summary>
    public const string Root = "scim.root.list";

    private readonly Lazy<IReadOnlyList<RouteEndpoint>> endpoints = new(() => sources
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<ScimRoute>() is not null)
        .ToList());

    /// <summary>The path of the base URL, e.g. <c>/scim/v2</c>.</summary>
    public string BasePath => "/" + string.Join('/', BaseSegments.Select(segment => LiteralOf(segment)));

    private IReadOnlyList<RoutePatternPathSegment> BaseSegments =>
        endpoints.Value.First(IsRoot).RoutePattern.PathSegments;

    /// <param name="path">Below the base URL, without a query.</param>
    public (RouteEndpoint Endpoint, RouteValueDictionary Values) Find(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var skipped = BaseSegments.Count;
        return endpoints.Value
            .Where(endpoint => TakesMethod(endpoint, method))
            .Select(endpoint => (Endpoint: endpoint, Values: Match(endpoint, skipped, parts)))
            .Where(match => match.Values is not null)
            .OrderBy(match => IsCatchAll(match.Endpoint))
            .ThenBy(match => match.Values!.Count)
            .ThenBy(match => match.Endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is null)
            .Select(match => (match.Endpoint, match.Values!))
            .First();
    }

    private static bool IsRoot(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == Root;

    private static bool TakesMethod(RouteEndpoint endpoint, string method) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { } methods
        || methods.HttpMethods.Contains(method, StringComparer.OrdinalIgnoreCase);

    private static bool IsCatchAll(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll);

    private static RouteValueDictionary? Match(RouteEndpoint endpoint, int skipped, string[] parts)
    {
        var values = new RouteValueDictionary();
        var segments = endpoint.RoutePattern.PathSegments.Skip(skipped).ToList();
        if (IsCatchAll(endpoint))
        {
            return values;
        }

        if (segments.Count != parts.Length)
        {
            return null;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (segments[i].Parts is [RoutePatternParameterPart parameter])
            {
                values[parameter.Name] = Uri.UnescapeDataString(parts[i]);
            }
            else if (!LiteralOf(segments[i]).Equals(parts[i], StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return values;
    }

    private static string LiteralOf(RoutePatternPathSegment segment) =>
        segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content : "";
}
