using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TeamAccess.Domain.Provisioning.Listing;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Search;

/// <summary>Every list of resources: of one type or of several, by GET or by POST, by index or by cursor.</summary>
internal sealed class Searches(
    ResourceListing listing, ResourceCatalog catalog, Cursors cursors, Locations locations, IOptions<ScimOptions> options)
{
    /// <summary>By a SearchRequest (RFC 7644 §3.4.3).</summary>
    public Task<IResult> RunAsync(
        ScimCaller caller, ScimBody body, IReadOnlyList<ResourceTypeDefinition> types, CancellationToken cancellationToken) =>
        body.Json
            .Then(json => SearchParameters.Read(json, caller.Dialect))
            .RenderAsync(parameters => RunAsync(caller, parameters, types, cancellationToken));

    /// <summary>By query parameters (RFC 7644 §3.4.2).</summary>
    public async Task<IResult> RunAsync(
        ScimCaller caller,
        SearchParameters parameters,
        IReadOnlyList<ResourceTypeDefinition> types,
        CancellationToken cancellationToken)
    {
        var binding = new SearchBinding(types, caller.Dialect, options.Value, locations);
        var identity = IdentityOf(parameters, types);
        if (!binding.Bind(parameters).TryGet(out var search, out var failure)
            || !WindowOf(caller, parameters, identity).TryGet(out var window, out failure))
        {
            return new ScimError(failure);
        }

        var query = new ResourceQuery(search.Types, window, search.Descending);
        var listed = await listing.ListAsync(caller.Call, query, cancellationToken);
        return listed.Render(page => new ScimList(
            page,
            page.Next is { } next ? cursors.Create(caller.Call.Workspace, identity, next, window.Count) : null,
            item => Show(item, search)));
    }

    private ShownResource Show(ListedResource item, BoundSearch search)
    {
        var projection = search.Projections[search.Types.Select(type => type.Type).ToList().IndexOf(item.Type)];
        if (item.Type == catalog.Group && projection.Includes("members"))
        {
            item.Resource["members"] ??= new JsonArray();
        }

        locations.AddTo(item.Resource, item.Type);
        return new ShownResource(
            projection.Apply(item.Resource), LaterMembers.Show(item.LaterMembers, projection, locations));
    }

    private Result<ListWindow> WindowOf(ScimCaller caller, SearchParameters parameters, string identity)
    {
        var parsed = PageParameters.Parse(parameters.StartIndex, parameters.Count, options.Value);
        if (!parsed.TryGet(out var page, out var failure))
        {
            return failure;
        }

        return parameters.Cursor switch
        {
            null => new ListWindow.ByIndex(page.StartIndex, page.Count),
            _ when page.IsNegative => new Failure(FailureKind.InvalidCount, "count must not be negative."),
            "" => new ListWindow.ByCursor(null, page.Count),
            var cursor => cursors.Open(caller.Call.Workspace, identity, cursor, page.Count)
                .Then<ListPosition, ListWindow>(position => new ListWindow.ByCursor(position, page.Count)),
        };
    }

    /// <summary>What must be the same on every page of a query by cursor.</summary>
    private static string IdentityOf(SearchParameters parameters, IReadOnlyList<ResourceTypeDefinition> types) => string.Join(
        '\n',
        [
            string.Join(' ', types.Select(type => type.Id)),
            parameters.Filter?.Trim() ?? "",
            parameters.SortBy?.Trim() ?? "",
            parameters.SortOrder?.Trim().ToLowerInvariant() ?? "",
        ]);
}
