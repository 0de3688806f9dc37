namespace TeamAccess.Protocol.Schema.Definitions;

/// <summary>Makes a catalogue of the built-in schemas and resource types and the documents of a deployment.</summary>
public static class CatalogReader
{
    private static readonly string[] NoTypes = ["external", "uri"];

    /// <param name="files">In any order: a document may refer to one in a later file.</param>
    /// <exception cref="InvalidDataException">
    /// Definitions are wrong. The message names each: file, schema, attribute, and what to do.
    /// </exception>
    public static ResourceCatalog Read(IReadOnlyList<SchemaFile> files)
    {
        var problems = new DefinitionProblems();
        var documents = new DocumentReader(problems);
        foreach (var file in files)
        {
            documents.Read(file);
        }

        var schemas = ReadSchemas(documents.Schemas);
        var types = new ResourceTypeReader(schemas);
        foreach (var document in documents.Types)
        {
            types.Read(document);
        }

        CheckReferenceTypes(documents.Schemas, schemas, types.Types);
        return problems.Any ? throw problems.ToException() : new ResourceCatalog(schemas, types.Types);
    }

    private static List<SchemaDefinition> ReadSchemas(IReadOnlyList<DefinitionDocument> documents)
    {
        var schemas = CoreSchemas.All.ToList();
        foreach (var document in documents)
        {
            if (SchemaDocumentReader.Read(document) is not { } schema)
            {
                continue;
            }

            if (schemas.Find(other => Is(other.Id, schema.Id)) is { } same)
            {
                document.Wrong(CoreSchemas.All.Contains(same)
                    ? $"schema {schema.Id} is built in and cannot be defined again. Add attributes in an extension of your own."
                    : $"schema {schema.Id} is defined twice. Give each its own id.");
            }
            else if (schemas.Find(other => IsAttributeOf(schema.Id, other) || IsAttributeOf(other.Id, schema)) is { } mixed)
            {
                document.Wrong($"schema {schema.Id} and an attribute's path in {mixed.Id} are the same. Choose another id.");
            }
            else
            {
                schemas.Add(schema);
            }
        }

        return schemas;
    }

    private static void CheckReferenceTypes(
        IReadOnlyList<DefinitionDocument> documents,
        List<SchemaDefinition> schemas,
        IReadOnlyList<ResourceTypeDefinition> types)
    {
        foreach (var document in documents)
        {
            var schema = schemas.Find(candidate => Is(candidate.Id, document.Text("id") ?? ""));
            foreach (var attribute in schema?.Attributes.SelectMany(WithSubAttributes) ?? [])
            {
                var unknown = attribute.ReferenceTypes.FirstOrDefault(
                    name => !NoTypes.Contains(name) && !types.Any(type => Is(type.Name, name)));
                if (unknown is not null)
                {
                    document.Problems.Add(
                        $"{document.Place}, schema {schema!.Id}, attribute \"{attribute.Name}\"",
                        $"referenceTypes name \"{unknown}\", which is no resource type. Use a type's name, external or uri.");
                }
            }
        }
    }

    private static IEnumerable<AttributeDefinition> WithSubAttributes(AttributeDefinition attribute) =>
        [attribute, .. attribute.SubAttributes];

    private static bool IsAttributeOf(string uri, SchemaDefinition schema) =>
        uri.StartsWith(schema.Id + ":", StringComparison.OrdinalIgnoreCase) && schema.Find(uri[(schema.Id.Length + 1)..]) is not null;

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
