using System.Text.Json.Nodes;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>A list request of RFC 7644 §3.4.2, over one resource type or several.</summary>
/// <param name="Types">In the order in which their resources come when nothing is sorted.</param>
public sealed record ResourceQuery(IReadOnlyList<TypeQuery> Types, ListWindow Window, bool Descending = false);

/// <summary>What is asked of one resource type.</summary>
/// <param name="Filter">Null for every resource.</param>
/// <param name="SortBy">Null when nothing is sorted.</param>
/// <param name="WithRelations">Whether <c>User.groups</c> or <c>Group.members</c> will be shown.</param>
public sealed record TypeQuery(ResourceTypeDefinition Type, ResourceFilter? Filter, ResourceOrder? SortBy, bool WithRelations);

/// <param name="Expression">What was asked, to find an index by.</param>
/// <param name="Matches">The same as a test, bound to the resource type by <see cref="FilterEvaluator"/>.</param>
public sealed record ResourceFilter(FilterExpression Expression, Func<JsonObject, bool> Matches);

/// <param name="KeyOf">See <see cref="Protocol.Sorting.SortKey"/>.</param>
/// <param name="NeedsRelations">Whether the key is in <c>User.groups</c> or <c>Group.members</c>.</param>
public sealed record ResourceOrder(Func<JsonObject, string?> KeyOf, bool NeedsRelations);

/// <summary>One page.</summary>
/// <param name="TotalResults">How many resources match, on all pages.</param>
/// <param name="StartIndex">1-based, as it was used; null for a page by cursor.</param>
/// <param name="Next">Where the next page begins; null for the last one, and for a page by index.</param>
public sealed record ListPage(IReadOnlyList<ListedResource> Items, int TotalResults, int? StartIndex, ListPosition? Next);

/// <param name="Resource">Whole, but for addresses.</param>
public sealed record ListedResource(ResourceTypeDefinition Type, JsonObject Resource)
{
    /// <summary>What follows in its <c>members</c>; of a large group only.</summary>
    public IEnumerable<JsonObject> LaterMembers { get; init; } = [];
}
