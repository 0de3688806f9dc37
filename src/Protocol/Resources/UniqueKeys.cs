using System.Text.Json.Nodes;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>The values of a resource that no other resource may have (RFC 7643 §7, <c>uniqueness</c>).</summary>
public static class UniqueKeys
{
    /// <summary>Each value of one attribute, every element of a list on its own, as a key that equal values share.</summary>
    public static IEnumerable<string> Of(JsonObject resource, AttributeTarget attribute)
    {
        foreach (var value in FilterAttribute.Elements(attribute.ValueIn(resource)))
        {
            var inner = attribute.SubAttribute is null ? value : (value as JsonObject)?[attribute.SubAttribute.Name];
            foreach (var simple in FilterAttribute.Elements(inner).Where(simple => !simple.IsEmpty()))
            {
                yield return ComparableText.Of(attribute.Leaf, simple);
            }
        }
    }
}
