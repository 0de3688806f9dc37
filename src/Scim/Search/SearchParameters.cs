using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Scim.Search;

/// <summary>
/// What a client asks of one resource or a list, from the query string (RFC 7644 §3.4.2, §3.9) or from a SearchRequest.
/// Unknown parameters are ignored.
/// </summary>
internal sealed record SearchParameters
{
    private static readonly string[] Single = ["filter", "sortBy", "sortOrder", "startIndex", "count", "cursor"];
    private static readonly string[] Lists = ["attributes", "excludedAttributes"];

    public string? Filter { get; init; }

    public string? SortBy { get; init; }

    public string? SortOrder { get; init; }

    public string? StartIndex { get; init; }

    public string? Count { get; init; }

    /// <summary>Null for a page by index; empty for the first one by cursor (RFC 9865 §2).</summary>
    public string? Cursor { get; init; }

    public string? Attributes { get; init; }

    public string? ExcludedAttributes { get; init; }

    /// <summary>A parameter that came twice, so that two readers could read it differently; null when none did.</summary>
    public string? Repeated { get; init; }

    public static ValueTask<SearchParameters?> BindAsync(HttpContext context, ParameterInfo _)
    {
        var query = context.Request.Query;
        return ValueTask.FromResult<SearchParameters?>(new SearchParameters
        {
            Filter = First(query["filter"]),
            SortBy = First(query["sortBy"]),
            SortOrder = First(query["sortOrder"]),
            StartIndex = First(query["startIndex"]),
            Count = First(query["count"]),
            Cursor = First(query["cursor"]),
            Attributes = query["attributes"],
            ExcludedAttributes = query["excludedAttributes"],
            Repeated = Array.Find(Single, name => query[name].Count > 1),
        });
    }

    /// <summary>Reads a SearchRequest (RFC 7644 §3.4.3).</summary>
    /// <returns>
    /// The parameters, or: one is of the wrong type (<see cref="FailureKind.InvalidValue"/>), or the body does not say that it
    /// is a SearchRequest, which the strict dialect asks for (<see cref="FailureKind.InvalidSyntax"/>).
    /// </returns>
    public static Result<SearchParameters> Read(JsonObject body, Dialect dialect)
    {
        if (SchemasCheck.CheckMessage(body, SchemaUris.SearchRequest, dialect) is { } wrongSchema)
        {
            return wrongSchema;
        }

        var wrong = Array.Find(Single, name => body[name] is JsonObject or JsonArray)
            ?? Array.Find(Lists, name => body[name] is JsonObject);
        if (wrong is not null)
        {
            return Failure.InvalidValue(wrong, $"{wrong} is of the wrong type.");
        }

        return new SearchParameters
        {
            Filter = body["filter"]?.ToString(),
            SortBy = body["sortBy"]?.ToString(),
            SortOrder = body["sortOrder"]?.ToString(),
            StartIndex = body["startIndex"]?.ToString(),
            Count = body["count"]?.ToString(),
            Cursor = body["cursor"]?.ToString(),
            Attributes = Names(body["attributes"]),
            ExcludedAttributes = Names(body["excludedAttributes"]),
        };
    }

    private static string? First(StringValues values) => values.Count == 0 ? null : values[0];

    private static string? Names(JsonNode? node) => node is JsonArray list ? string.Join(',', list) : node?.ToString();
}
