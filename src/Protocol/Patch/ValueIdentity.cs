using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Patch;

/// <summary>
/// When two values of a list are the same one. RFC 7643 §2.4: the same <c>value</c> with the same <c>type</c>;
/// values without <c>value</c>, addresses for instance, are the same when everything is.
/// </summary>
internal static class ValueIdentity
{
    internal static string Of(JsonNode node)
    {
        if (node is not JsonObject value)
        {
            return node.ToJsonString();
        }

        return value["value"].AsText() is { } text
            ? $"{value["type"].AsText()}\n{text}"
            : string.Join('\n', value.OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => $"{member.Key}={member.Value?.ToJsonString()}"));
    }
}

/// <summary>The values of a list by identity, so that adding many costs no more than their number.</summary>
internal sealed class ValueIndex
{
    private readonly JsonArray list;
    private readonly Dictionary<string, JsonNode> known = new(StringComparer.Ordinal);

    internal ValueIndex(JsonArray list)
    {
        this.list = list;
        foreach (var value in list.OfType<JsonNode>())
        {
            known.TryAdd(ValueIdentity.Of(value), value);
        }
    }

    /// <returns>
    /// The value in the list: the one added, or the one that was there with its other sub-attributes updated.
    /// </returns>
    internal JsonNode AddOrMerge(JsonNode value, AttributeDefinition attribute)
    {
        var identity = ValueIdentity.Of(value);
        if (!known.TryGetValue(identity, out var stored))
        {
            stored = value.DeepClone();
            known.Add(identity, stored);
            list.Add(stored);
        }
        else if (stored is JsonObject target && value is JsonObject given)
        {
            MergeMutable(target, given, attribute);
        }

        return stored;
    }

    private static void MergeMutable(JsonObject target, JsonObject given, AttributeDefinition attribute)
    {
        foreach (var (name, sub) in given)
        {
            if (attribute.FindSubAttribute(name)?.Mutability != Mutability.Immutable || target[name].IsEmpty())
            {
                target[name] = sub?.DeepClone();
            }
        }
    }
}

/// <summary>Values named in a request, to compare stored ones with.</summary>
internal sealed class ValueSet
{
    private readonly HashSet<string> identities = new(StringComparer.Ordinal);
    private readonly HashSet<string> valuesAlone = new(StringComparer.Ordinal);
    private readonly List<JsonObject> others = [];

    internal ValueSet(JsonArray values)
    {
        foreach (var value in values.OfType<JsonNode>())
        {
            if (value is JsonObject complex && complex["value"].AsText() is { } text)
            {
                (complex.ContainsKey("type") ? identities : valuesAlone).Add(
                    complex.ContainsKey("type") ? ValueIdentity.Of(complex) : text);
            }
            else if (value is JsonObject partial)
            {
                others.Add(partial);
            }
            else
            {
                identities.Add(ValueIdentity.Of(value));
            }
        }
    }

    /// <summary>Whether a stored value is one of those named; a name without <c>type</c> covers every type.</summary>
    internal bool Covers(JsonNode stored) =>
        identities.Contains(ValueIdentity.Of(stored))
        || (stored is JsonObject complex
            && ((complex["value"].AsText() is { } text && valuesAlone.Contains(text))
                || others.Exists(other => IsPartOf(other, complex))));

    private static bool IsPartOf(JsonObject part, JsonObject whole) =>
        part.All(member => JsonNode.DeepEquals(whole[member.Key], member.Value));

    /// <summary>The values without repetitions, in their order.</summary>
    internal static IEnumerable<JsonNode> Distinct(JsonArray values) =>
        values.OfType<JsonNode>().DistinctBy(ValueIdentity.Of, StringComparer.Ordinal);
}
