using System.Text.Json.Nodes;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Patch;

/// <summary>One change of one attribute, its value read and in canonical form.</summary>
public sealed record PatchStep(PatchOperationType Operation, AttributeTarget Target)
{
    /// <summary>Which values of a multi-valued attribute are meant; null for all.</summary>
    public FilterExpression? ValueFilter { get; init; }

    /// <summary>
    /// For add and replace never null: the values of a whole multi-valued attribute as a list, otherwise one value.
    /// For remove: the list of values to take out of a multi-valued attribute, or null for everything the target names.
    /// </summary>
    public JsonNode? Value { get; init; }

    /// <summary>
    /// Whether it is an error that <see cref="ValueFilter"/> matches nothing even where the state asked for holds already.
    /// </summary>
    internal bool MustMatch { get; init; }

    /// <summary>The compiled <see cref="ValueFilter"/>.</summary>
    internal Func<JsonNode, bool>? Matches { get; init; }

    /// <summary>
    /// What to create around a sub-attribute when <see cref="ValueFilter"/> matches nothing; null when that is an
    /// error.
    /// </summary>
    internal JsonObject? Template { get; init; }
}
