using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamAccess.TestKit.Idp;

/// <summary>What an identity provider sends in one sitting, and what it must get back: one JSON file.</summary>
/// <param name="Client">Which client, in which setting.</param>
public sealed record IdpExchange(string Client, IReadOnlyList<IdpStep> Steps)
{
    public static IdpExchange Load(string path)
    {
        var file = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        return new IdpExchange(
            file["client"]!.GetValue<string>(),
            [.. file["steps"]!.AsArray().Select(step => IdpStep.From(step!.AsObject()))]);
    }
}

/// <param name="Path">Below the base URL; blanks and quotes may stand as they are.</param>
/// <param name="Body">JSON text, or any other text; null for none.</param>
/// <param name="Statuses">Any of these.</param>
/// <param name="ExpectedBody">
/// What the answer must at least hold, see <see cref="JsonFragment"/>; null for anything.
/// </param>
/// <param name="Captures">Variable name → path into the answer's body, e.g. <c>Resources.0.id</c>.</param>
public sealed record IdpStep(
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

    internal static IdpStep From(JsonObject step)
    {
        var request = step["request"]!.AsObject();
        var expect = step["expect"]!.AsObject();
        return new IdpStep(
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
