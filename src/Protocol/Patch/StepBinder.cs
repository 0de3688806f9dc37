using System.Text.Json.Nodes;
using TeamAccess.Protocol.Dialects;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Patch;

/// <summary>Turns one attribute and the value sent for it into steps.</summary>
internal sealed class StepBinder(Dialect dialect)
{
    private readonly List<PatchStep> steps = [];

    internal IReadOnlyList<PatchStep> Steps => steps;

    internal void AddRemoval(AttributeTarget target) => steps.Add(new PatchStep(PatchOperationType.Remove, target));

    /// <returns>Null when the steps were added; the target must be writable.</returns>
    internal Failure? Bind(
        PatchOperationType operation, AttributeTarget target, PatchPath path, JsonNode? raw, bool hasValue)
    {
        if (path.ValueFilter is not null)
        {
            return BindFiltered(operation, target, path.ValueFilter, raw);
        }

        if (operation == PatchOperationType.Remove)
        {
            return BindRemove(target, raw, hasValue);
        }

        if (target is { SubAttribute: null, Attribute: { IsComplex: true, MultiValued: false } })
        {
            return BindComplex(operation, target, raw);
        }

        var whole = target is { SubAttribute: null, Attribute.MultiValued: true };
        return whole ? BindList(operation, target, raw) : BindSingle(operation, target, raw);
    }

    private Failure? BindList(PatchOperationType operation, AttributeTarget target, JsonNode? raw)
    {
        var failure = ValueReader.ReadList(target.Attribute, raw, target.Name, dialect, out var list);
        if (operation == PatchOperationType.Replace)
        {
            failure ??= MembersValue.CheckReplacement(target, raw, list);
        }

        if (failure is null && (operation == PatchOperationType.Replace || list.Count > 0))
        {
            steps.Add(new PatchStep(operation, target) { Value = list });
        }

        return failure;
    }

    /// <summary>No value means "unset"; that a required attribute cannot be is found out at the end.</summary>
    private Failure? BindSingle(PatchOperationType operation, AttributeTarget target, JsonNode? raw)
    {
        var failure = ValueReader.Read(target.Leaf, raw, target.Name, dialect, out var value);
        if (failure is null && !target.Leaf.IsDiscarded)
        {
            steps.Add(value is null
                ? new PatchStep(PatchOperationType.Remove, target)
                : new PatchStep(operation, target) { Value = value });
        }

        return failure;
    }

    /// <summary>RFC 7644 §3.5.2.3: the sub-attributes that are given change, the others stay.</summary>
    private Failure? BindComplex(PatchOperationType operation, AttributeTarget target, JsonNode? raw)
    {
        if (dialect == Dialect.Compatible && raw is JsonArray list && !ShapeTolerances.TryUnwrap(list, out raw))
        {
            return Failure.InvalidValue(target.Name, $"{target.Name} takes one value, not a list.");
        }

        if (raw is null || (dialect == Dialect.Compatible && OktaTolerances.IsUnset(raw)))
        {
            AddRemoval(target);
            return null;
        }

        if (!ValueReader.TryGetMembers(target.Attribute, raw, dialect, out var members))
        {
            return Failure.InvalidValue(target.Name, $"{target.Name} must be an object.");
        }

        Failure? failure = null;
        foreach (var (key, value) in members.OrderByDescending(member => IsValueKey(member.Key)))
        {
            failure ??= BindSubAttribute(operation, target, key, value);
        }

        return failure;
    }

    /// <summary>
    /// A new <c>value</c> clears what was derived from the old one, so it goes before its neighbours.
    /// </summary>
    private static bool IsValueKey(string key) => key.Equals("value", StringComparison.OrdinalIgnoreCase);

    private Failure? BindSubAttribute(PatchOperationType operation, AttributeTarget target, string key, JsonNode? raw)
    {
        if (ValueReader.FindSubAttribute(target.Attribute, key, dialect) is not { } sub)
        {
            return dialect == Dialect.Compatible
                ? null
                : new Failure(FailureKind.InvalidSyntax, $"{target.Name} has no sub-attribute of this name.")
                {
                    Attribute = $"{target.Name}.{key}",
                };
        }

        var inner = target with { SubAttribute = sub };
        if (sub.Mutability == Mutability.ReadOnly)
        {
            return dialect == Dialect.Compatible ? null : PatchBinder.ReadOnly(inner);
        }

        return BindSingle(operation, inner, raw);
    }

    /// <summary>
    /// RFC 7644 §3.5.2.2 knows no value here. Entra and JumpCloud send the values to take out: only those go, and an
    /// empty list takes nothing. <see cref="Dialect.Strict"/> refuses a value, since ignoring it would remove
    /// everything.
    /// </summary>
    private Failure? BindRemove(AttributeTarget target, JsonNode? raw, bool hasValue)
    {
        if (hasValue && MembersValue.CheckRemoval(target, raw) is { } nothing)
        {
            return nothing;
        }

        if (!hasValue || raw is null)
        {
            AddRemoval(target);
            return null;
        }

        if (dialect == Dialect.Strict)
        {
            return Failure.InvalidValue(target.Name, "A remove takes no value; name the values in the path's filter.");
        }

        if (target is not { SubAttribute: null, Attribute.MultiValued: true })
        {
            AddRemoval(target);
            return null;
        }

        var failure = ValueReader.ReadList(target.Attribute, raw, target.Name, dialect, out var list);
        if (failure is null && list.Count > 0)
        {
            steps.Add(new PatchStep(PatchOperationType.Remove, target) { Value = list });
        }

        return failure;
    }

    private Failure? BindFiltered(
        PatchOperationType operation, AttributeTarget target, FilterExpression filter, JsonNode? raw)
    {
        if (!target.Attribute.MultiValued)
        {
            return new Failure(
                FailureKind.InvalidPath, $"{target.Attribute.Name} holds one value and takes no value filter.")
            {
                Attribute = target.Attribute.Name,
            };
        }

        if (!FilterEvaluator.BindValue(filter, target.Attribute, dialect).TryGet(out var matches, out var badFilter))
        {
            return badFilter;
        }

        var step = new PatchStep(operation, target)
        {
            ValueFilter = filter,
            Matches = matches,
            MustMatch = dialect == Dialect.Strict,
        };
        if (operation == PatchOperationType.Remove)
        {
            steps.Add(step);
            return null;
        }

        var read = target.SubAttribute is null
            ? ValueReader.ReadOne(target.Attribute, raw, target.Name, dialect, out var value)
            : ValueReader.Read(target.SubAttribute, raw, target.Name, dialect, out value);
        read ??= MembersValue.CheckFiltered(target, value);
        if (read is null)
        {
            var template = dialect == Dialect.Compatible ? EntraTolerances.ElementToCreate(target, filter) : null;
            steps.Add(value is null
                ? step with { Operation = PatchOperationType.Remove }
                : step with { Value = value, Template = template });
        }

        return read;
    }
}
