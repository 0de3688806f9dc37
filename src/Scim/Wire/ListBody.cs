using System.Text.Json.Nodes;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Wire;

/// <summary>
/// The ListResponse of RFC 7644 §3.4.2. <c>Resources</c> is there on an empty page too: clients read it unasked.
/// </summary>
internal static class ListBody
{
    /// <param name="startIndex">Null for a page by cursor, which has none.</param>
    /// <param name="nextCursor">Null when no page follows, or when pages go by index.</param>
    public static JsonObject Of(JsonArray resources, int totalResults, int? startIndex, string? nextCursor = null)
    {
        var body = new JsonObject
        {
            ["schemas"] = new JsonArray(SchemaUris.ListResponse),
            ["totalResults"] = totalResults,
            ["itemsPerPage"] = resources.Count,
        };
        if (startIndex is { } index)
        {
            body["startIndex"] = index;
        }

        if (nextCursor is not null)
        {
            body["nextCursor"] = nextCursor;
        }

        body["Resources"] = resources;
        return body;
    }
}
