using System.Text.Json.Nodes;
using TeamAccess.Domain.Provisioning;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Projection;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Search;

/// <summary>A list request that was understood.</summary>
internal sealed record BoundSearch(ResourceQuery Query, AttributeProjection Projection);

/// <summary>Checks <see cref="SearchParameters"/> against a resource type and the limits.</summary>
internal static class SearchBinding
{
    /// <param name="relation">The attribute that costs most to load, <c>groups</c> or <c>members</c>.</param>
    public static Result<BoundSearch> Bind(
        SearchParameters parameters,
        ResourceTypeDefinition type,
        string relation,
        Dialect dialect,
        ScimOptions options,
        Locations locations)
    {
        if (parameters.Repeated is { } repeated)
        {
            return Failure.InvalidValue(repeated, $"{repeated} is given more than once.");
        }

        var paging = PageParameters.Parse(parameters.StartIndex, parameters.Count, options);
        if (!Project(parameters, type).TryGet(out var projection, out var failure)
            || !paging.TryGet(out var page, out failure))
        {
            return failure;
        }

        ResourceFilter? filter = null;
        if (!string.IsNullOrWhiteSpace(parameters.Filter)
            && !BindFilter(parameters.Filter, type, dialect, options, locations).TryGet(out filter, out failure))
        {
            return failure;
        }

        return new BoundSearch(
            new ResourceQuery(filter, page.StartIndex, page.Count, projection.Includes(relation)), projection);
    }

    public static Result<AttributeProjection> Project(SearchParameters parameters, ResourceTypeDefinition type) =>
        AttributeProjection.Parse(parameters.Attributes, parameters.ExcludedAttributes, type);

    private static Result<ResourceFilter> BindFilter(
        string text, ResourceTypeDefinition type, Dialect dialect, ScimOptions options, Locations locations)
    {
        var limits = FilterLimits.Default with { MaxLength = options.MaxFilterLength };
        return FilterParser.Parse(text, limits, dialect).Then(expression =>
            FilterEvaluator.Bind(expression, type, dialect)
                .Then<Func<JsonObject, bool>, ResourceFilter>(matches => new ResourceFilter(
                    expression, LocationFilter.Over(matches, expression, type, locations))));
    }
}
