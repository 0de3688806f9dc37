using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using TeamAccess.Protocol;

namespace TeamAccess.Scim.Search;

/// <summary>
/// What a client asks of one resource or a list, from the query string (RFC 7644 §3.4.2, §3.9) or from a SearchRequest.
/// Unknown parameters are ignored, <c>sortBy</c> among them: sorting is advertised as not supported.
/// </summary>
internal sealed record SearchParameters
{
    private static readonly string[] Single = ["filter", "startIndex", "count"];
    private static readonly string[] Lists = ["attributes", "excludedAttributes"];

    public string? Filter { get; init; }

    public string? StartIndex { get; init; }

    public string? Count { get; init; }

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
            StartIndex = First(query["startIndex"]),
            Count = First(query["count"]),
            Attributes = query["attributes"],
            ExcludedAttributes = query["excludedAttributes"],
            Repeated = Array.Find(Single, name => query[name].Count > 1),
        });
    }

    /// <returns>The parameters, or <see cref="FailureKind.InvalidValue"/> for one of the wrong type.</returns>
    public static Result<SearchParameters> Read(JsonObject body)
    {
        var wrong = Array.Find(Single, name => body[name] is JsonObject or JsonArray)
            ?? Array.Find(Lists, name => body[name] is JsonObject);
        if (wrong is not null)
        {
            return Failure.InvalidValue(wrong, $"{wrong} is of the wrong type.");
        }

        return new SearchParameters
        {
            Filter = body["filter"]?.ToString(),
            StartIndex = body["startIndex"]?.ToString(),
            Count = body["count"]?.ToString(),
            Attributes = Names(body["attributes"]),
            ExcludedAttributes = Names(body["excludedAttributes"]),
        };
    }

    private static string? First(StringValues values) => values.Count == 0 ? null : values[0];

    private static string? Names(JsonNode? node) => node is JsonArray list ? string.Join(',', list) : node?.ToString();
}
