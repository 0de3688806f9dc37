using System.Text;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Json;

namespace TeamAccess.Protocol.Schema.Definitions;

/// <summary>Takes files apart into documents.</summary>
internal sealed class DocumentReader(DefinitionProblems problems)
{
    private const string Resources = "Resources";

    private readonly List<DefinitionDocument> schemas = [];
    private readonly List<DefinitionDocument> types = [];

    internal IReadOnlyList<DefinitionDocument> Schemas => schemas;

    internal IReadOnlyList<DefinitionDocument> Types => types;

    internal void Read(SchemaFile file)
    {
        if (!ScimJson.ParseObject(AsObject(file.Utf8)).TryGet(out var json, out var failure))
        {
            problems.Add(file.Name, failure.Detail);
            return;
        }

        if (json.FindMember(Resources) is not JsonArray list)
        {
            Sort(json, file.Name);
            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            Sort(list[i], list.Count == 1 ? file.Name : $"{file.Name}, document {i + 1}");
        }
    }

    /// <summary>A list of documents becomes an object that has it, on the same lines.</summary>
    private static ReadOnlyMemory<byte> AsObject(ReadOnlyMemory<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8.Span).TrimStart('\uFEFF');
        return text.TrimStart().StartsWith('[') ? Encoding.UTF8.GetBytes($"{{\"{Resources}\":{text}}}") : utf8;
    }

    private void Sort(JsonNode? node, string place)
    {
        if (node is not JsonObject json)
        {
            problems.Add(place, "it must be an object.");
            return;
        }

        var document = new DefinitionDocument(json, place, problems);
        var uris = json.FindMember("schemas") is JsonArray list ? list.Select(uri => uri.AsText()).ToList() : [];
        if (Has(uris, SchemaUris.Schema) || (uris.Count == 0 && json.FindMember("attributes") is not null))
        {
            schemas.Add(document);
        }
        else if (Has(uris, SchemaUris.ResourceType) || (uris.Count == 0 && NamesType(json)))
        {
            types.Add(document);
        }
        else
        {
            document.Wrong(
                $"it is neither a Schema nor a ResourceType. Name {SchemaUris.Schema} or {SchemaUris.ResourceType} in its "
                + "schemas.");
        }
    }

    private static bool NamesType(JsonObject json) =>
        (json.FindMember("endpoint") ?? json.FindMember("schema") ?? json.FindMember("schemaExtensions")) is not null;

    private static bool Has(List<string?> uris, string uri) => uris.Contains(uri, StringComparer.OrdinalIgnoreCase);
}
