using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;

namespace TeamAccess.Protocol.Schema.Definitions;

/// <summary>One Schema or ResourceType document, and typed looks at its members.</summary>
/// <param name="Place">Where it is, for messages.</param>
internal sealed record DefinitionDocument(JsonObject Json, string Place, DefinitionProblems Problems)
{
    internal DefinitionDocument Inside(JsonObject json, string what) => new(json, $"{Place}, {what}", Problems);

    internal void Wrong(string what) => Problems.Add(Place, what);

    /// <summary>A text without surrounding blanks; null when it is absent or, as it then says, no text.</summary>
    internal string? Text(string name)
    {
        var node = Json.FindMember(name);
        if (node is null || node.AsText() is { } text && !string.IsNullOrWhiteSpace(text))
        {
            return node.AsText()?.Trim();
        }

        Wrong($"{name} must be a text that is not empty.");
        return null;
    }

    /// <summary>A text for people, which may be empty.</summary>
    internal string Words(string name) => Json.FindMember(name).AsText() is "" ? "" : Text(name) ?? "";

    internal bool Flag(string name)
    {
        var node = Json.FindMember(name);
        var isFlag = node is JsonValue && node.GetValueKind() is JsonValueKind.True or JsonValueKind.False;
        if (node is not null && !isFlag)
        {
            Wrong($"{name} must be true or false, without quotes.");
        }

        return node.IsTrue();
    }

    /// <summary>A keyword of an enumeration, in any case.</summary>
    internal TEnum Keyword<TEnum>(string name, TEnum byDefault)
        where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return byDefault;
        }

        foreach (var candidate in Enum.GetValues<TEnum>())
        {
            if (candidate.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }

        var known = Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName);
        Wrong($"{name} \"{text}\" is unknown. Use one of {string.Join(", ", known)}.");
        return byDefault;
    }

    internal IReadOnlyList<string> Texts(string name)
    {
        var node = Json.FindMember(name);
        if (node is null)
        {
            return [];
        }

        var texts = (node as JsonArray)?.Select(element => element.AsText()).ToList();
        if (texts is null || texts.Any(string.IsNullOrEmpty))
        {
            Wrong($"{name} must be a list of texts that are not empty.");
            return [];
        }

        return [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The objects of a list.</summary>
    internal IReadOnlyList<JsonObject> Objects(string name)
    {
        var node = Json.FindMember(name);
        if (node is JsonArray list && list.All(element => element is JsonObject))
        {
            return [.. list.OfType<JsonObject>()];
        }

        if (node is not null)
        {
            Wrong($"{name} must be a list of objects.");
        }

        return [];
    }

    /// <summary>A member with a slip in its name would otherwise be one that is left out.</summary>
    internal void RequireKnown(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in Json)
        {
            var isKnown = false;
            foreach (var known in names)
            {
                isKnown |= known.Equals(name, StringComparison.OrdinalIgnoreCase);
            }

            if (!isKnown)
            {
                Wrong($"there is no \"{name}\". Known are {string.Join(", ", names!)}.");
            }
        }
    }
}
