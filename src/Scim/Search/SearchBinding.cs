using System.Text.Json.Nodes;
using TeamAccess.Domain.Provisioning.Listing;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Projection;
using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Sorting;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Search;

/// <summary>A list request that was understood, but for where its page begins.</summary>
/// <param name="Projections">One for each type of the query.</param>
internal sealed record BoundSearch(
    IReadOnlyList<TypeQuery> Types, bool Descending, IReadOnlyList<AttributeProjection> Projections);

/// <summary>Checks <see cref="SearchParameters"/> against resource types and the limits.</summary>
internal sealed class SearchBinding(
    IReadOnlyList<ResourceTypeDefinition> types, Dialect dialect, ScimOptions options, Locations locations)
{
    private static readonly string[] Relations = ["groups", "members"];

    public static Result<AttributeProjection> Project(SearchParameters parameters, ResourceTypeDefinition type) =>
        AttributeProjection.Parse(parameters.Attributes, parameters.ExcludedAttributes, type);

    /// <returns>The search, or what is wrong with its parameters.</returns>
    public Result<BoundSearch> Bind(SearchParameters parameters)
    {
        if (parameters.Repeated is { } repeated)
        {
            return Failure.InvalidValue(repeated, $"{repeated} is given more than once.");
        }

        if (!IsDescending(parameters.SortOrder).TryGet(out var descending, out var failure)
            || !OrdersOf(parameters.SortBy).TryGet(out var orders, out failure)
            || !ParseFilter(parameters.Filter).TryGet(out var filter, out failure))
        {
            return failure;
        }

        var queries = new List<TypeQuery>();
        var projections = new List<AttributeProjection>();
        foreach (var (type, order) in types.Zip(orders))
        {
            ResourceFilter? bound = null;
            if (!Project(parameters, type).TryGet(out var projection, out failure)
                || (filter.Expression is { } expression && !BindFilter(expression, type).TryGet(out bound, out failure)))
            {
                return failure;
            }

            projections.Add(projection);
            queries.Add(new TypeQuery(type, bound, order.Order, Relations.Any(projection.Includes)));
        }

        return new BoundSearch(queries, descending, projections);
    }

    private Result<ParsedFilter> ParseFilter(string? text) => string.IsNullOrWhiteSpace(text)
        ? new ParsedFilter(null)
        : FilterParser.Parse(text, FilterLimits.Default with { MaxLength = options.MaxFilterLength }, dialect)
            .Then<FilterExpression, ParsedFilter>(expression => new ParsedFilter(expression));

    private Result<ResourceFilter> BindFilter(FilterExpression expression, ResourceTypeDefinition type) =>
        FilterEvaluator.Bind(expression, type, dialect, types)
            .Then<Func<JsonObject, bool>, ResourceFilter>(matches => new ResourceFilter(
                expression, LocationFilter.Over(matches, expression, type, locations)));

    private static Result<bool> IsDescending(string? sortOrder) => sortOrder?.Trim() switch
    {
        null or "" => false,
        var order when order.Equals("ascending", StringComparison.OrdinalIgnoreCase) => false,
        var order when order.Equals("descending", StringComparison.OrdinalIgnoreCase) => true,
        _ => Failure.InvalidValue("sortOrder", "sortOrder is ascending or descending."),
    };

    /// <summary>The order for each type. A type without the attribute has no value of it; one type must have it.</summary>
    private Result<IReadOnlyList<OptionalOrder>> OrdersOf(string? sortBy)
    {
        if (string.IsNullOrWhiteSpace(sortBy))
        {
            return Result.Of<IReadOnlyList<OptionalOrder>>(types.Select(_ => new OptionalOrder(null)).ToList());
        }

        var orders = new List<OptionalOrder>();
        Failure? unknown = null;
        var isKnown = false;
        foreach (var type in types)
        {
            var bound = SortKey.Bind(sortBy, type, dialect);
            isKnown |= bound.TryGet(out var keyOf, out var failure);
            unknown ??= failure;
            orders.Add(new OptionalOrder(new ResourceOrder(keyOf ?? (_ => null), IsRelation(sortBy))));
        }

        return isKnown ? Result.Of<IReadOnlyList<OptionalOrder>>(orders) : unknown!;
    }

    private static bool IsRelation(string sortBy)
    {
        var name = sortBy.Trim();
        name = name[(name.LastIndexOf(':') + 1)..].Split('.')[0];
        return Relations.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private sealed record ParsedFilter(FilterExpression? Expression);

    private sealed record OptionalOrder(ResourceOrder? Order);
}
