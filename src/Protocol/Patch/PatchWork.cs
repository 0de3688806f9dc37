using System.Text.Json.Nodes;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Json;

namespace TeamAccess.Protocol.Patch;

/// <summary>
/// Counts the work of a PATCH. Its operations go through the lists they change one after the other, so a small body with
/// many of them asks for the product of both; no client that means it comes near the limit.
/// </summary>
internal sealed class PatchWork(JsonObject resource)
{
    /// <summary>In values looked at, each time one is compared with one term or one other value.</summary>
    internal const int Limit = 150_000;

    /// <summary>How many characters count as one value: long texts are compared at a cost too.</summary>
    private const int CharactersPerValue = 64;

    private long size = resource.ToJsonString().Length;
    private long done;

    /// <returns>Null, or <see cref="FailureKind.TooMany"/> when this step is one too many.</returns>
    internal Failure? Count(JsonObject current, PatchStep step)
    {
        if (!step.Target.Attribute.MultiValued)
        {
            return null;
        }

        var container = step.Target.Extension is { } extension ? current[extension.Id] as JsonObject : current;
        var held = (container?[step.Target.Attribute.Name] as JsonArray)?.Count ?? 0;
        done += step.ValueFilter is { } filter
            ? TermsOf(filter) * (held + (size / CharactersPerValue))
            : held + (held * ComparedWith(step));
        size += step.Value?.ToJsonString().Length ?? 0;
        return done <= Limit
            ? null
            : new Failure(
                FailureKind.TooMany, "The operations go through too many values; send them in several requests.");
    }

    /// <summary>Values without <c>value</c> are compared with each stored one; all others are looked up.</summary>
    private static long ComparedWith(PatchStep step) => step.Operation == PatchOperationType.Remove
        ? (step.Value as JsonArray ?? []).LongCount(value => value is JsonObject json && json["value"].AsText() is null)
        : 0;

    private static long TermsOf(FilterExpression filter) => filter switch
    {
        AndFilter and => and.Operands.Sum(TermsOf),
        OrFilter or => or.Operands.Sum(TermsOf),
        NotFilter not => TermsOf(not.Operand),
        ValuePathFilter valuePath => TermsOf(valuePath.Inner),
        _ => 1,
    };
}
