using System.Text.Json.Nodes;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// The ListResponse of RFC 7644 §3.4.2. <c>Resources</c> is there on an empty page too: clients read it unasked.
/// </summary>
internal static class ListBody
{
    public static JsonObject Of(JsonArray resources, int totalResults, int startIndex) => new()
    {
        ["schemas"] = new JsonArray(SchemaUris.ListResponse),
        ["totalResults"] = totalResults,
        ["startIndex"] = startIndex,
        ["itemsPerPage"] = resources.Count,
        ["Resources"] = resources,
    };
}
