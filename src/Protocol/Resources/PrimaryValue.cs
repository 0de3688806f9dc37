using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>RFC 7643 §2.4: <c>primary</c> is true for one value of a list at most.</summary>
internal static class PrimaryValue
{
    internal const string Name = "primary";

    /// <summary>
    /// Several primaries in one request: refused in <see cref="Dialect.Strict"/>, otherwise the last one wins.
    /// </summary>
    internal static Failure? KeepOne(AttributeDefinition attribute, JsonArray list, string name, Dialect dialect)
    {
        var last = -1;
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not JsonObject element || !element[Name].IsTrue())
            {
                continue;
            }

            if (last >= 0 && dialect == Dialect.Strict)
            {
                return Failure.InvalidValue($"{name}.{Name}", $"{name} has more than one primary value.");
            }

            last = i;
        }

        if (last >= 0 && attribute.FindSubAttribute(Name) is not null)
        {
            ClearOthers(list, list[last]);
        }

        return null;
    }

    /// <summary>Makes <paramref name="chosen"/> the only primary value.</summary>
    internal static void ClearOthers(JsonArray list, JsonNode? chosen)
    {
        foreach (var node in list)
        {
            if (!ReferenceEquals(node, chosen) && node is JsonObject element && element[Name].IsTrue())
            {
                element[Name] = false;
            }
        }
    }
}
