using System.Text.Json.Nodes;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Resources;

namespace TeamAccess.Protocol.Patch;

/// <summary>A PATCH of a group taken apart, so that its members change without the group being read whole.</summary>
/// <param name="AttributeSteps">Everything but <c>members</c>.</param>
/// <param name="MembersChanges">In the order sent; empty when the request does not touch <c>members</c>.</param>
public sealed record GroupPatch(PatchPlan AttributeSteps, IReadOnlyList<MembersChange> MembersChanges)
{
    /// <summary>How many operations may take out members by a filter: each of them goes through the whole group.</summary>
    private const int MaxFilteredRemovals = 20;

    /// <returns>
    /// The parts, or: a step would turn one member into another (<see cref="FailureKind.Mutability"/>), or too many go through
    /// the whole group (<see cref="FailureKind.TooMany"/>).
    /// </returns>
    public static Result<GroupPatch> Split(PatchPlan plan)
    {
        var attributeSteps = new List<PatchStep>();
        var changes = new List<MembersChange>();
        foreach (var step in plan.Steps)
        {
            if (step.Target is not { Extension: null, Attribute.Name: "members" })
            {
                attributeSteps.Add(step);
            }
            else if (ChangeOf(step) is { } change)
            {
                changes.Add(change);
            }
            else
            {
                return ImmutableValues.Changed(step.Target.Name);
            }
        }

        return changes.Count(change => change is MembersChange.RemoveWhere) > MaxFilteredRemovals
            ? new Failure(
                FailureKind.TooMany,
                $"A PATCH may hold {MaxFilteredRemovals} operations that remove members by a filter other than their value.")
            : new GroupPatch(new PatchPlan(plan.Type, attributeSteps), changes);
    }

    private static MembersChange? ChangeOf(PatchStep step) => step switch
    {
        { Target.SubAttribute: not null } => null,
        { Operation: PatchOperationType.Remove, ValueFilter: { } filter, Matches: { } matches } =>
            RemoveMatching(filter, matches),
        { Operation: PatchOperationType.Remove, Value: JsonArray values } => new MembersChange.Remove(Members(values)),
        { Operation: PatchOperationType.Remove } => new MembersChange.RemoveAll(),
        { ValueFilter: { } filter, Value: JsonObject given } => AddNamed(filter, given),
        { Operation: PatchOperationType.Replace, Value: JsonArray values } =>
            new MembersChange.Replace(Members(values)),
        { Value: JsonArray values } => new MembersChange.Add(Members(values)),
        _ => null,
    };

    private static MembersChange RemoveMatching(FilterExpression filter, Func<JsonNode, bool> matches) =>
        NamedMember(filter) is { } id
            ? new MembersChange.Remove([new MemberReference(id)])
            : new MembersChange.RemoveWhere(filter, matches);

    /// <summary>
    /// <c>members[value eq "x"]</c> given the value x is that member, already there or not. As the schema says, the
    /// value's case does not matter.
    /// </summary>
    private static MembersChange.Add? AddNamed(FilterExpression filter, JsonObject given) =>
        NamedMember(filter) is { } id && (given["value"].AsText() ?? id).Equals(id, StringComparison.OrdinalIgnoreCase)
            ? new MembersChange.Add([new MemberReference(id, given["type"].AsText(), given["display"].AsText())])
            : null;

    private static string? NamedMember(FilterExpression filter) =>
        filter is ComparisonFilter { Operator: ComparisonOperator.Eq, Value.Kind: FilterLiteralKind.String } equality
        && equality.Path.Attribute.Equals("value", StringComparison.OrdinalIgnoreCase)
            ? equality.Value.Text
            : null;

    private static MemberReference[] Members(JsonArray values)
    {
        var members = new List<MemberReference>(values.Count);
        var seen = new HashSet<(string Value, string? Type)>(values.Count);
        foreach (var node in values)
        {
            if (node is JsonObject member && member["value"].AsText() is { } id && seen.Add((id, member["type"].AsText())))
            {
                members.Add(new MemberReference(id, member["type"].AsText(), member["display"].AsText()));
            }
        }

        return [.. members];
    }
}
