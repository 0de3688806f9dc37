using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamAccess.Protocol.Json;

/// <summary>Reads request bodies; stricter than JSON where two readers could understand different things.</summary>
public static class ScimJson
{
    /// <summary>Objects and lists open at once.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = MaxDepth,
    };

    /// <summary>
    /// Parses one JSON object; member lookup in the result, and in every object inside it, ignores case.
    /// </summary>
    /// <param name="utf8">A leading byte order mark is skipped.</param>
    /// <returns>
    /// The object, or <see cref="FailureKind.InvalidSyntax"/> with the place: not JSON, not an object, deeper than
    /// <see cref="MaxDepth"/>, a member twice in one object in any case, a lone surrogate, bad UTF-8, or a control
    /// character other than tab, line feed and carriage return inside a string.
    /// </returns>
    public static Result<JsonObject> ParseObject(ReadOnlyMemory<byte> utf8)
    {
        var bytes = utf8.Span;
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        try
        {
            var reader = new Utf8JsonReader(bytes, Options);
            return JsonTreeBuilder.Build(ref reader);
        }
        catch (JsonException broken)
        {
            return new Failure(
                FailureKind.InvalidSyntax,
                $"The body is not valid JSON, or nests deeper than {MaxDepth} levels, at line {broken.LineNumber + 1}, "
                + $"byte {broken.BytePositionInLine + 1}.");
        }
    }
}
