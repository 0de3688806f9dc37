using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Patch;

/// <summary>Carries out a step on a multi-valued attribute.</summary>
internal static class ListStep
{
    internal static Failure? Apply(JsonObject container, PatchStep step)
    {
        var name = step.Target.Attribute.Name;
        var list = container[name] as JsonArray ?? [];
        var failure = step switch
        {
            { Matches: not null } => ApplyToMatching(list, step),
            { Target.SubAttribute: not null } => ApplyToEach(list, [.. list], step),
            { Operation: PatchOperationType.Remove } => Remove(list, step.Value as JsonArray),
            { Operation: PatchOperationType.Replace } => Replace(list, step.Value as JsonArray ?? []),
            _ => Add(list, step),
        };

        if (list.Count == 0)
        {
            container.Remove(name);
        }
        else if (list.Parent is null)
        {
            container[name] = list;
        }

        return failure;
    }

    private static Failure? Remove(JsonArray list, JsonArray? values)
    {
        if (values is null)
        {
            list.Clear();
            return null;
        }

        var unwanted = new ValueSet(values);
        RemoveWhere(list, unwanted.Covers);
        return null;
    }

    private static Failure? Replace(JsonArray list, JsonArray values)
    {
        list.Clear();
        foreach (var value in ValueSet.Distinct(values))
        {
            list.Add(value.DeepClone());
        }

        return null;
    }

    /// <summary>RFC 7644 §3.5.2.1: a value that is there already is not added again; what it lacked is.</summary>
    private static Failure? Add(JsonArray list, PatchStep step)
    {
        var present = new ValueIndex(list);
        JsonNode? primary = null;
        foreach (var value in step.Value as JsonArray ?? [])
        {
            if (value is null)
            {
                continue;
            }

            var stored = present.AddOrMerge(value, step.Target.Attribute);
            primary = (value as JsonObject)?[PrimaryValue.Name].IsTrue() == true ? stored : primary;
        }

        KeepOnePrimary(list, primary);
        return null;
    }

    private static Failure? ApplyToMatching(JsonArray list, PatchStep step)
    {
        var matching = list.Where(value => value is not null && step.Matches is { } matches && matches(value)).ToList();
        if (matching.Count > 0)
        {
            return step.Target.SubAttribute is null
                ? ApplyToWhole(list, matching, step)
                : ApplyToEach(list, matching, step);
        }

        // RFC 7644 §3.12, Table 9, has noTarget for it. Clients that send a remove again mean: it shall not be there.
        if (step.Operation == PatchOperationType.Remove && !step.MustMatch)
        {
            return null;
        }

        return step.Template is null
            ? new Failure(FailureKind.NoTarget, $"No value of {step.Target.Attribute.Name} matches the path's filter.")
            {
                Attribute = step.Target.Attribute.Name,
            }
            : Create(list, step.Template.DeepClone().AsObject(), step);
    }

    private static Failure? Create(JsonArray list, JsonObject created, PatchStep step)
    {
        if (step.Target.SubAttribute is { } sub)
        {
            created[sub.Name] = step.Value?.DeepClone();
        }

        list.Add(created);
        KeepOnePrimary(list, created[PrimaryValue.Name].IsTrue() ? created : null);
        return null;
    }

    /// <summary>Whole values: removed, replaced, or with add given what they lack.</summary>
    private static Failure? ApplyToWhole(JsonArray list, List<JsonNode?> matching, PatchStep step)
    {
        if (step.Operation == PatchOperationType.Remove)
        {
            var gone = matching.ToHashSet(ReferenceEqualityComparer.Instance);
            RemoveWhere(list, value => gone.Contains(value));
            return null;
        }

        JsonNode? primary = null;
        foreach (var node in matching)
        {
            if (node is not JsonObject element || step.Value is not JsonObject given)
            {
                continue;
            }

            if (ChangedImmutable(element, given, step) is { } sub)
            {
                return ImmutableValues.Changed($"{step.Target.Name}.{sub.Name}");
            }

            if (step.Operation == PatchOperationType.Replace)
            {
                element.Clear();
            }

            Merge(element, given);
            primary = given[PrimaryValue.Name].IsTrue() ? element : primary;
        }

        KeepOnePrimary(list, primary);
        return null;
    }

    private static AttributeDefinition? ChangedImmutable(JsonObject element, JsonObject given, PatchStep step)
    {
        foreach (var sub in step.Target.Attribute.SubAttributes)
        {
            var (old, wanted) = (element[sub.Name], given[sub.Name]);
            var gone = wanted is null && step.Operation == PatchOperationType.Replace;
            if (sub.Mutability == Mutability.Immutable && !old.IsEmpty() && (gone || wanted is not null)
                && !SameValue.Of(sub, old, wanted))
            {
                return sub;
            }
        }

        return null;
    }

    /// <summary>One sub-attribute of each of the given values.</summary>
    private static Failure? ApplyToEach(JsonArray list, List<JsonNode?> chosen, PatchStep step)
    {
        var sub = step.Target.SubAttribute;
        JsonNode? primary = null;
        foreach (var node in chosen)
        {
            if (sub is null || node is not JsonObject element)
            {
                continue;
            }

            var failure = StepApplication.AssignSub(element, step, sub);
            if (failure is not null)
            {
                return failure;
            }

            primary = sub.Name == PrimaryValue.Name && step.Value.IsTrue() ? element : primary;
        }

        if (chosen.Count == 0 && sub is not null && step.Value is not null)
        {
            list.Add(new JsonObject { [sub.Name] = step.Value.DeepClone() });
        }

        RemoveWhere(list, value => value is JsonObject { Count: 0 });
        KeepOnePrimary(list, primary);
        return null;
    }

    private static void KeepOnePrimary(JsonArray list, JsonNode? chosen)
    {
        if (chosen is not null)
        {
            PrimaryValue.ClearOthers(list, chosen);
        }
    }

    internal static void Merge(JsonObject target, JsonObject given)
    {
        foreach (var (name, value) in given)
        {
            target[name] = value?.DeepClone();
        }
    }

    /// <summary>One pass, however many values go: taking them out one by one would be quadratic.</summary>
    private static void RemoveWhere(JsonArray list, Func<JsonNode, bool> unwanted) =>
        list.RemoveAll(value => value is null || unwanted(value));
}
