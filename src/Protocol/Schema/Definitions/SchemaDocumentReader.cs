using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Schema.Definitions;

/// <summary>Reads a Schema document (RFC 7643 §7).</summary>
internal static class SchemaDocumentReader
{
    private const int MaxIdLength = 256;

    // These belong to every resource and to no schema (RFC 7643 §3.1).
    private static readonly HashSet<string> Common =
        new(CommonAttributes.All.Attributes.Select(attribute => attribute.Name), StringComparer.OrdinalIgnoreCase);

    /// <returns>Null when the document is not good enough to go on with.</returns>
    internal static SchemaDefinition? Read(DefinitionDocument document)
    {
        if (document.Text("id") is not { } id || !IsUri(id))
        {
            document.Wrong(
                $"id must be the schema's URN, such as urn:example:params:scim:schemas:Device, of at most {MaxIdLength} characters.");
            return null;
        }

        document = document with { Place = $"{document.Place}, schema {id}" };
        document.RequireKnown("schemas", "id", "externalId", "meta", "name", "description", "attributes");
        var attributes = AttributeDefinitionReader.ReadAll(document, "attributes", isSub: false);
        foreach (var reserved in attributes.Where(attribute => Common.Contains(attribute.Name)))
        {
            document.Wrong(
                $"attribute \"{reserved.Name}\" is common to all resources and cannot be defined again. Take it out or rename it.");
        }

        return new SchemaDefinition(
            id, document.Text("name") ?? id[(id.LastIndexOf(':') + 1)..], document.Words("description"), attributes);
    }

    private static bool IsUri(string id) =>
        id.Length <= MaxIdLength && !id.EndsWith(':') && AttributePathParser.TryParse(id + ":a", out _);
}
