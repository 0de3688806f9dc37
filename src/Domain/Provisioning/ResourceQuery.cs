using System.Text.Json.Nodes;
using TeamAccess.Protocol.Filter;

namespace TeamAccess.Domain.Provisioning;

/// <summary>A list request of RFC 7644 §3.4.2.</summary>
/// <param name="Filter">Null for every resource.</param>
/// <param name="StartIndex">1 or more.</param>
/// <param name="Count">0 or more; 0 asks for the total only. Already capped by the caller's limit.</param>
/// <param name="WithRelations">Whether <c>User.groups</c> or <c>Group.members</c> will be shown.</param>
public sealed record ResourceQuery(ResourceFilter? Filter, int StartIndex, int Count, bool WithRelations);

/// <param name="Expression">What was asked, to find an index by.</param>
/// <param name="Matches">The same as a test, bound to the resource type by <see cref="FilterEvaluator"/>.</param>
public sealed record ResourceFilter(FilterExpression Expression, Func<JsonObject, bool> Matches);
