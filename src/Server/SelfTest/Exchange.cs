using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamAccess.Server.SelfTest;

/// <summary>What an identity provider sends in one sitting, and what it must get back: one JSON file.</summary>
/// <param name="Client">Which client, in which setting.</param>
internal sealed record Exchange(string Client, IReadOnlyList<ExchangeStep> Steps)
{
    public static Exchange Read(Stream json)
    {
        var file = JsonNode.Parse(json)!.AsObject();
        return new Exchange(
            file["client"]!.GetValue<string>(),
            [.. file["steps"]!.AsArray().Select(step => ExchangeStep.From(step!.AsObject()))]);
    }
}

/// <param name="Path">Below the base URL; blanks and quotes may stand as they are.</param>
/// <param name="Body">JSON text, or any other text; null for none.</param>
/// <param name="Statuses">Any of these.</param>
/// <param name="ExpectedBody">
/// What the answer must at least hold, see <see cref="JsonFragment"/>; null for anything.
/// </param>
/// <param name="Captures">Variable name → path into the answer's body, e.g. <c>Resources.0.id</c>.</param>
internal sealed record ExchangeStep(
    string Name,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string? Body,
    IReadOnlyList<int> Statuses,
    IReadOnlyDictionary<string, string> ExpectedHeaders,
    JsonNode? ExpectedBody,
    IReadOnlyDictionary<string, string> Captures)
{
    private static readonly JsonSerializerOptions AsWritten = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static ExchangeStep From(JsonObject step)
    {
        var request = step["request"]!.AsObject();
        var expect = step["expect"]!.AsObject();
        return new ExchangeStep(
            step["name"]!.GetValue<string>(),
            request["method"]!.GetValue<string>(),
            request["path"]!.GetValue<string>(),
            Texts(request["headers"]),
            request["text"]?.GetValue<string>() ?? request["body"]?.ToJsonString(AsWritten),
            expect["status"] is JsonArray any
                ? [.. any.Select(status => status!.GetValue<int>())]
                : [expect["status"]!.GetValue<int>()],
            Texts(expect["headers"]),
            expect["body"],
            Texts(expect["capture"]));
    }

    private static Dictionary<string, string> Texts(JsonNode? node) =>
        (node as JsonObject ?? []).ToDictionary(member => member.Key, member => member.Value!.GetValue<string>());
}
