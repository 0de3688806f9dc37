using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamAccess.Protocol.Json;

namespace TeamAccess.Protocol.Bulk;

/// <summary>
/// <c>bulkId:…</c> in place of an id that is not known yet (RFC 7644 §3.7.2): as a whole value anywhere in the data, as a part
/// of an operation's path, and quoted in the path of a PATCH.
/// </summary>
public static partial class BulkReferences
{
    private const string Prefix = "bulkId:";

    /// <summary>The bulkIds that an operation needs before it can run, of those that the request itself makes.</summary>
    /// <param name="known">Every bulkId of the request.</param>
    public static IReadOnlySet<string> In(BulkOperation operation, IReadOnlySet<string> known)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        _ = Fill(operation, id =>
        {
            if (known.Contains(id))
            {
                found.Add(id);
            }

            return null;
        });
        return found;
    }

    /// <summary>The operation with ids in place of references.</summary>
    /// <param name="idOf">The id for a bulkId; null leaves the reference as it is.</param>
    public static BulkOperation Fill(BulkOperation operation, Func<string, string?> idOf) => operation with
    {
        Path = string.Join('/', operation.Path.Split('/').Select(part => FillWhole(part, idOf))),
        Data = operation.Data is null ? null : (JsonObject)FillNode(operation.Data, idOf, isPath: false)!,
    };

    /// <summary>
    /// Takes out of a new resource what refers to others that do not exist yet, so that a circle can be opened: whole elements
    /// of lists, whole attributes otherwise.
    /// </summary>
    /// <returns>
    /// What is left, and a PATCH that adds the rest later, its references still in it; null when the whole of it can be written
    /// at once.
    /// </returns>
    public static (JsonObject Remaining, JsonObject Patch)? Split(JsonObject resource, IReadOnlySet<string> unresolved)
    {
        var rest = resource.DeepClone().AsObject();
        var operations = new JsonArray();
        SplitLevel(rest, urn: null, unresolved, operations);
        return operations.Count == 0
            ? null
            : (rest, new JsonObject
            {
                ["schemas"] = new JsonArray(Schema.SchemaUris.PatchOp),
                ["Operations"] = operations,
            });
    }

    private static void SplitLevel(JsonObject level, string? urn, IReadOnlySet<string> unresolved, JsonArray operations)
    {
        foreach (var (name, value) in level.ToList())
        {
            if (urn is null && value is JsonObject extension && name.StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
            {
                SplitLevel(extension, name, unresolved, operations);
                continue;
            }

            var taken = value is JsonArray list
                ? new JsonArray([.. list.Where(element => Mentions(element, unresolved)).Select(element => element!.DeepClone())])
                : Mentions(value, unresolved) ? value!.DeepClone() : null;
            if (taken is null or JsonArray { Count: 0 })
            {
                continue;
            }

            if (value is JsonArray whole)
            {
                level[name] = new JsonArray(
                    [.. whole.Where(element => !Mentions(element, unresolved)).Select(element => element?.DeepClone())]);
            }
            else
            {
                level.Remove(name);
            }

            operations.Add((JsonNode)new JsonObject
            {
                ["op"] = "add",
                ["path"] = urn is null ? name : $"{urn}:{name}",
                ["value"] = taken,
            });
        }
    }

    private static bool Mentions(JsonNode? node, IReadOnlySet<string> ids)
    {
        var found = false;
        _ = FillNode(node, id =>
        {
            found |= ids.Contains(id);
            return null;
        }, isPath: false);
        return found;
    }

    // No deeper than the parser's limit on nesting.
    private static JsonNode? FillNode(JsonNode? node, Func<string, string?> idOf, bool isPath)
    {
        switch (node)
        {
            case JsonObject json:
                var filled = new JsonObject();
                foreach (var (name, value) in json)
                {
                    filled[name] = FillNode(value, idOf, name.Equals("path", StringComparison.OrdinalIgnoreCase));
                }

                return filled;

            case JsonArray list:
                return new JsonArray([.. list.Select(element => FillNode(element, idOf, isPath: false))]);

            case JsonValue when node.AsText() is { } text:
                return isPath ? FillPath(text, idOf) : FillWhole(text, idOf);

            default:
                return node?.DeepClone();
        }
    }

    /// <summary>An id, or a relative or absolute address that ends in one.</summary>
    private static string FillWhole(string text, Func<string, string?> idOf)
    {
        if (text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return idOf(text[Prefix.Length..]) ?? text;
        }

        var slash = text.LastIndexOf('/') + 1;
        return text.AsSpan(slash).StartsWith(Prefix, StringComparison.Ordinal)
            && idOf(text[(slash + Prefix.Length)..]) is { } id
                ? text[..slash] + id
                : text;
    }

    private static string FillPath(string path, Func<string, string?> idOf) => Quoted().Replace(
        path, match => idOf(match.Groups[1].Value) is { } id ? $"\"{id}\"" : match.Value);

    [GeneratedRegex("\"bulkId:([^\"\\\\]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
