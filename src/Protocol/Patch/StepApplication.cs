using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Patch;

/// <summary>Carries out one step on a resource, and leaves no empty list or object behind (RFC 7643 §2.5).</summary>
internal static class StepApplication
{
    /// <returns>Null, or the failure; the resource may then be half changed.</returns>
    internal static Failure? Apply(JsonObject resource, PatchStep step)
    {
        var container = ContainerFor(resource, step.Target.Extension);
        var failure = step.Target.Attribute.MultiValued
            ? ListStep.Apply(container, step)
            : ApplyToSingle(container, step);

        if (step.Target.Extension is { } extension && container.Count == 0)
        {
            resource.Remove(extension.Id);
        }

        return failure;
    }

    private static JsonObject ContainerFor(JsonObject resource, SchemaDefinition? extension)
    {
        if (extension is null)
        {
            return resource;
        }

        if (resource[extension.Id] is not JsonObject container)
        {
            resource[extension.Id] = container = [];
        }

        return container;
    }

    private static Failure? ApplyToSingle(JsonObject container, PatchStep step)
    {
        var (attribute, sub) = (step.Target.Attribute, step.Target.SubAttribute);
        if (sub is null)
        {
            return Assign(container, attribute, step.Value, step.Target.Name);
        }

        if (container[attribute.Name] is not JsonObject complex)
        {
            container[attribute.Name] = complex = [];
        }

        var failure = AssignSub(complex, step, sub);
        if (complex.Count == 0)
        {
            container.Remove(attribute.Name);
        }

        return failure;
    }

    /// <summary>
    /// Sets or, with null, removes one sub-attribute. Where <c>value</c> refers to a resource (it has a <c>$ref</c>), a
    /// new one makes the old <c>$ref</c> and what the server derived from it false, so they go.
    /// </summary>
    internal static Failure? AssignSub(JsonObject complex, PatchStep step, AttributeDefinition sub)
    {
        var attribute = step.Target.Attribute;
        var value = step.Operation == PatchOperationType.Add && sub.MultiValued
            ? Joined(complex[sub.Name] as JsonArray, step.Value as JsonArray)
            : step.Value;
        var refers = sub.Name == "value" && attribute.FindSubAttribute("$ref") is not null
            && !JsonNode.DeepEquals(complex[sub.Name], value);
        var failure = Assign(complex, sub, value, step.Target.Name);
        if (failure is null && refers)
        {
            complex.Remove("$ref");
            foreach (var derived in attribute.SubAttributes.Where(other => other.Mutability == Mutability.ReadOnly))
            {
                complex.Remove(derived.Name);
            }
        }

        return failure;
    }

    /// <summary>RFC 7644 §3.5.2.1: values are added to a list that is there, each once.</summary>
    private static JsonArray Joined(JsonArray? current, JsonArray? added) =>
        [.. ValueSet.Distinct([.. (current ?? []).Concat(added ?? []).Select(value => value?.DeepClone())])
            .Select(value => value.DeepClone())];

    /// <summary>Sets or, with null, removes one member, unless it is immutable and has another value already.</summary>
    internal static Failure? Assign(JsonObject container, AttributeDefinition attribute, JsonNode? value, string name)
    {
        var current = container[attribute.Name];
        if (attribute.Mutability == Mutability.Immutable && !current.IsEmpty())
        {
            return SameValue.Of(attribute, current, value) ? null : ImmutableValues.Changed(name);
        }

        if (value is null)
        {
            container.Remove(attribute.Name);
        }
        else
        {
            container[attribute.Name] = value.DeepClone();
        }

        return null;
    }
}
