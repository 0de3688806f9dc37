using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamAccess.Protocol.Json;

/// <summary>Builds a tree of nodes from a reader, keeping the open containers on its own stack.</summary>
internal sealed class JsonTreeBuilder
{
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    private readonly Stack<JsonNode> open = [];
    private string? name;
    private JsonObject? root;

    private JsonTreeBuilder()
    {
    }

    /// <exception cref="JsonException">The text is not JSON.</exception>
    internal static Result<JsonObject> Build(ref Utf8JsonReader reader)
    {
        var builder = new JsonTreeBuilder();
        while (reader.Read())
        {
            if (builder.Take(ref reader) is { } fault)
            {
                return new Failure(
                    FailureKind.InvalidSyntax, $"{fault}, at byte {reader.TokenStartIndex + 1} of the body.");
            }
        }

        return builder.root is { } complete
            ? complete
            : new Failure(FailureKind.InvalidSyntax, "The body must be a JSON object.");
    }

    /// <returns>What is wrong with the token; null when it was taken.</returns>
    private string? Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Open(new JsonObject(AnyCase));
            case JsonTokenType.StartArray:
                return Open(new JsonArray(AnyCase));
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                open.Pop();
                return null;
            case JsonTokenType.PropertyName:
                return TakeName(ref reader);
            case JsonTokenType.String:
                var text = ReadText(ref reader);
                return text is null ? BadText : Add(JsonValue.Create(text, AnyCase));
            case JsonTokenType.Number:
                return Add(ReadNumber(ref reader));
            case JsonTokenType.True or JsonTokenType.False:
                return Add(JsonValue.Create(reader.GetBoolean(), AnyCase));
            default:
                return Add(null);
        }
    }

    private const string BadText = "A control character or half a surrogate pair stands in a string";

    private string? TakeName(ref Utf8JsonReader reader)
    {
        name = ReadText(ref reader);
        if (name is null || name.AsSpan().IndexOfAny('\t', '\r', '\n') >= 0)
        {
            return BadText;
        }

        return open.Peek() is JsonObject parent && parent.ContainsKey(name)
            ? "A member occurs twice in one object"
            : null;
    }

    private string? Open(JsonNode container)
    {
        if (root is null && container is not JsonObject)
        {
            return "The body must be a JSON object";
        }

        root ??= container as JsonObject;
        var fault = open.Count == 0 ? null : Add(container);
        open.Push(container);
        return fault;
    }

    private string? Add(JsonNode? node)
    {
        if (!open.TryPeek(out var parent))
        {
            return "The body must be a JSON object";
        }

        if (parent is JsonArray list)
        {
            list.Add(node);
        }
        else if (name is not null)
        {
            parent.AsObject().Add(name, node);
        }

        return null;
    }

    /// <summary>The token's text; null when it holds what <see cref="ScimJson"/> refuses.</summary>
    private static string? ReadText(ref Utf8JsonReader reader)
    {
        string? text;
        try
        {
            text = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // The reader's word for an escaped lone surrogate and for bytes that are not UTF-8.
            return null;
        }

        foreach (var c in text ?? "")
        {
            if (char.IsControl(c) && c < '\u0080' && c is not ('\t' or '\r' or '\n'))
            {
                return null;
            }
        }

        return text;
    }

    /// <summary>Exact as far as .NET's numbers reach; beyond that the digits themselves are kept.</summary>
    private static JsonValue? ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole))
        {
            return JsonValue.Create(whole, AnyCase);
        }

        return reader.TryGetDecimal(out var number)
            ? JsonValue.Create(number, AnyCase)
            : JsonValue.Create(JsonElement.ParseValue(ref reader), AnyCase);
    }
}
