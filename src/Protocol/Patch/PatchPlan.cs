using System.Text.Json.Nodes;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Patch;

/// <summary>The changes a PATCH makes, one attribute at a time and in order.</summary>
public sealed class PatchPlan
{
    internal PatchPlan(ResourceTypeDefinition type, IReadOnlyList<PatchStep> steps) => (Type, Steps) = (type, steps);

    public ResourceTypeDefinition Type { get; }

    /// <summary>May be empty: a PATCH of nothing but ignored attributes changes nothing.</summary>
    public IReadOnlyList<PatchStep> Steps { get; }

    /// <summary>The attributes and sub-attributes that the request speaks of, under their canonical names.</summary>
    public IReadOnlySet<string> Mentioned => Steps
        .SelectMany(step => new[] { step.Target.Name, (step.Target with { SubAttribute = null }).Name })
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Applies every step, or none.</summary>
    /// <param name="resource">In canonical form, as <see cref="ResourceReader"/> gives it. Not changed.</param>
    /// <returns>
    /// A changed copy; <see cref="FailureKind.NoTarget"/> when a value filter matches nothing;
    /// <see cref="FailureKind.Mutability"/> when an immutable value would change or a required attribute be removed;
    /// <see cref="FailureKind.InvalidValue"/> when a required attribute would have no value in another way;
    /// <see cref="FailureKind.TooMany"/> when the steps go through too many values one after the other.
    /// </returns>
    public Result<JsonObject> Apply(JsonObject resource)
    {
        var changed = resource.DeepClone().AsObject();
        var work = new PatchWork(resource);
        foreach (var step in Steps)
        {
            if ((work.Count(changed, step) ?? StepApplication.Apply(changed, step)) is { } failure)
            {
                return failure;
            }
        }

        if (ImmutableValues.Keep(resource, changed, Type) is { } fixedValue)
        {
            return fixedValue;
        }

        return RequiredAttributes.CheckChange(resource, changed, Type) is { } missing ? Refine(missing) : changed;
    }

    // RFC 7644 §3.5.2.2 has its own keyword for a required attribute that is removed.
    private Failure Refine(Failure missing) =>
        Steps.Any(step => step.Operation == PatchOperationType.Remove && step.Target.Name == missing.Attribute)
            ? missing with { Kind = FailureKind.Mutability }
            : missing;
}
