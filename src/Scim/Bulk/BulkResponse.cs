using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamAccess.Protocol.Bulk;
using TeamAccess.Protocol.Schema;
using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Bulk;

/// <summary>What became of one operation.</summary>
/// <param name="Location">Null for a failed POST, which has none.</param>
/// <param name="Error">The body that the refusal would have had alone; null for a success.</param>
internal sealed record BulkOutcome(BulkOperation Operation, int Status, string? Location, string? ETag, JsonObject? Error);

/// <summary>The BulkResponse of RFC 7644 §3.7.3: 200, whatever became of its operations.</summary>
internal sealed class BulkResponse(IReadOnlyList<BulkOutcome> outcomes) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => WireJson.WriteAsync(
        httpContext,
        StatusCodes.Status200OK,
        new JsonObject
        {
            ["schemas"] = new JsonArray(SchemaUris.BulkResponse),
            ["Operations"] = new JsonArray([.. outcomes.Select(ToJson)]),
        });

    private static JsonObject ToJson(BulkOutcome outcome)
    {
        var json = new JsonObject { ["method"] = outcome.Operation.Method };
        Add("bulkId", outcome.Operation.BulkId);
        Add("version", outcome.ETag);
        Add("location", outcome.Location);
        json["status"] = outcome.Status.ToString(CultureInfo.InvariantCulture);
        if (outcome.Error is not null)
        {
            json["response"] = outcome.Error;
        }

        return json;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }
}
