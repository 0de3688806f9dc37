using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamAccess.Server.SelfTest;

/// <summary>
/// Compares an answer with a fragment of it. An object may hold more members; a list must hold as many elements, in any
/// order. The string <c>&lt;any&gt;</c> stands for any value, <c>&lt;number&gt;</c> and <c>&lt;string&gt;</c> for any
/// of that type, <c>&lt;none&gt;</c> for no value, null or an empty list.
/// </summary>
internal static class JsonFragment
{
    /// <returns>Null when it fits, else the first difference.</returns>
    public static string? Compare(JsonNode? expected, JsonNode? actual, string path = "$") => expected switch
    {
        JsonObject members => CompareObjects(members, actual, path),
        JsonArray elements => CompareLists(elements, actual, path),
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('<') && text.EndsWith('>') =>
            Stands(text, actual) ? null : $"{path} should be {text}, but is {Show(actual)}",
        _ => JsonNode.DeepEquals(expected, actual) ? null : $"{path} should be {Show(expected)}, but is {Show(actual)}",
    };

    private static string? CompareObjects(JsonObject expected, JsonNode? actual, string path)
    {
        if (actual is not JsonObject members)
        {
            return $"{path} should be an object, but is {Show(actual)}";
        }

        return expected
            .Select(member => Compare(member.Value, members[member.Key], $"{path}.{member.Key}"))
            .FirstOrDefault(difference => difference is not null);
    }

    private static string? CompareLists(JsonArray expected, JsonNode? actual, string path)
    {
        if (actual is not JsonArray elements || elements.Count != expected.Count)
        {
            return $"{path} should be a list of {expected.Count}, but is {Show(actual)}";
        }

        var left = elements.ToList();
        foreach (var wanted in expected)
        {
            var fit = left.FindIndex(element => Compare(wanted, element, path) is null);
            if (fit < 0)
            {
                return $"{path} should hold {Show(wanted)}, but is {Show(actual)}";
            }

            left.RemoveAt(fit);
        }

        return null;
    }

    private static bool Stands(string text, JsonNode? actual) => text switch
    {
        "<any>" => actual is not null,
        "<none>" => actual is null or JsonArray { Count: 0 },
        "<number>" => actual is JsonValue && actual.GetValueKind() == JsonValueKind.Number,
        "<string>" => actual is JsonValue && actual.GetValueKind() == JsonValueKind.String,
        _ => throw new InvalidOperationException($"{text} stands for nothing."),
    };

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "absent";
}
