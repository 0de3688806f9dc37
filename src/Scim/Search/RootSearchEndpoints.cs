using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Search;

/// <summary>Queries of every resource type at once, at the base URL itself (RFC 7644 §3.4.2.1, §3.4.3).</summary>
internal static class RootSearchEndpoints
{
    public static void MapRootSearch(this IEndpointRouteBuilder scim)
    {
        scim.MapMethods("", ["GET", "HEAD"], ListAsync).WithName("scim.root.list").WithTags("Search");
        scim.MapPost("/.search", SearchAsync).WithName("scim.root.search").WithTags("Search");

        scim.MapOtherMethods("", "GET, HEAD, OPTIONS");
        scim.MapOtherMethods("/.search", "POST, OPTIONS");
    }

    private static Task<IResult> ListAsync(
        ScimCaller caller, SearchParameters parameters, Searches searches, ResourceCatalog catalog, CancellationToken cancellationToken) =>
        searches.RunAsync(caller, parameters, catalog.Types, cancellationToken);

    private static Task<IResult> SearchAsync(
        ScimCaller caller, ScimBody body, Searches searches, ResourceCatalog catalog, CancellationToken cancellationToken) =>
        searches.RunAsync(caller, body, catalog.Types, cancellationToken);
}
