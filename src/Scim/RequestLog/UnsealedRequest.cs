using System.Text.Json;
using System.Text.Json.Nodes;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Protocol.Json;

namespace TeamAccess.Scim.RequestLog;

/// <summary>A request on its way to being sealed.</summary>
/// <param name="Body">As it came; null for none.</param>
internal sealed record UnsealedRequest(string Path, string? IfMatch, byte[]? Body)
{
    /// <summary>In bytes, about: what it takes while it waits.</summary>
    public int Weight => (2 * Path.Length) + (Body?.Length ?? 0);

    public override string ToString() => nameof(UnsealedRequest);

    /// <summary>What is kept: all but passwords, and what else no response has.</summary>
    /// <returns>Null when nothing is to be kept.</returns>
    public StoredRequest? WithoutSecrets(Words words)
    {
        if (Body is null)
        {
            return new StoredRequest(Path, IfMatch, null);
        }

        if (!ScimJson.ParseObject(Body).TryGet(out var json, out _))
        {
            return null;
        }

        Cut(json, words);
        return new StoredRequest(Path, IfMatch, JsonSerializer.Serialize(json));
    }

    private static void Cut(JsonNode? node, Words words)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var key in json.Select(member => member.Key).Where(words.IsHidden).ToList())
                {
                    json.Remove(key);
                }

                foreach (var (_, value) in json)
                {
                    Cut(value, words);
                }

                break;
            case JsonArray list:
                for (var i = list.Count - 1; i >= 0; i--)
                {
                    if (list[i] is JsonObject element && IsOperationOnSecret(element, words))
                    {
                        list.RemoveAt(i);
                    }
                    else
                    {
                        Cut(list[i], words);
                    }
                }

                break;
            default:
                break;
        }
    }

    private static bool IsOperationOnSecret(JsonObject element, Words words) =>
        element.Any(member => member.Key.Equals("op", StringComparison.OrdinalIgnoreCase))
        && element.FirstOrDefault(member => member.Key.Equals("path", StringComparison.OrdinalIgnoreCase)).Value is JsonValue path
        && words.IsHidden(path.ToString());
}
