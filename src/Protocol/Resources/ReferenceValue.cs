using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Resources;

/// <summary>
/// A reference to a resource of this server (RFC 7643 §2.4) may come as its address alone: the id is the last segment,
/// and the endpoint before it tells the type.
/// </summary>
internal static class ReferenceValue
{
    /// <summary>
    /// Fills in <c>value</c>, and <c>type</c> when that is not there either, from a <c>$ref</c> that ends in
    /// <c>/Users/x</c> or <c>/Groups/x</c>. Only where <c>value</c> is required and missing; nothing happens otherwise.
    /// </summary>
    internal static void Complete(JsonObject complex, AttributeDefinition attribute)
    {
        if (complex["value"] is not null
            || attribute.FindSubAttribute("value") is not { Required: true }
            || attribute.FindSubAttribute("$ref") is not { } reference
            || complex["$ref"].AsText() is not { } address)
        {
            return;
        }

        var segments = address.Split('/');
        if (segments.Length < 2 || segments[^1].Length == 0)
        {
            return;
        }

        foreach (var type in reference.ReferenceTypes)
        {
            if (segments[^2].Equals(type + "s", StringComparison.OrdinalIgnoreCase))
            {
                complex["value"] = segments[^1];
                if (complex["type"] is null && attribute.FindSubAttribute("type") is not null)
                {
                    complex["type"] = type;
                }
            }
        }
    }
}
