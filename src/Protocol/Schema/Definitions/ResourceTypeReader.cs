using System.Buffers;
using TeamAccess.Protocol.Json;

namespace TeamAccess.Protocol.Schema.Definitions;

/// <summary>Reads ResourceType documents (RFC 7643 §6) against the schemas that are there.</summary>
internal sealed class ResourceTypeReader(IReadOnlyList<SchemaDefinition> schemas)
{
    private const int MaxNameLength = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private readonly List<ResourceTypeDefinition> types = [.. BuiltInTypes.All];

    internal IReadOnlyList<ResourceTypeDefinition> Types => types;

    internal void Read(DefinitionDocument document)
    {
        var name = document.Text("name") ?? document.Text("id");
        var id = document.Text("id") ?? name;
        if (name is null || id is null || !IsName(name) || !IsName(id))
        {
            document.Wrong($"name, and id where it is given, must be 1 to {MaxNameLength} letters, digits, -, _ and dots.");
            return;
        }

        document = document with { Place = $"{document.Place}, resource type {name}" };
        document.RequireKnown(
            "schemas", "id", "externalId", "meta", "name", "description", "endpoint", "schema", "schemaExtensions");
        var same = types.FindIndex(type => Is(type.Id, id) || Is(type.Name, name));
        if (same >= 0 && types[same].Id is var known && (known == BuiltInTypes.Role.Id || known == BuiltInTypes.Entitlement.Id))
        {
            document.Wrong($"{known} is built in and read-only. Choose another id and name.");
        }
        else if (same >= 0 && BuiltInTypes.All.Any(type => type.Id == types[same].Id))
        {
            types[same] = Extend(document, types[same]);
        }
        else if (same >= 0)
        {
            document.Wrong("a resource type of this id or name is defined already. Give each its own.");
        }
        else if (ReadNew(document, id, name) is { } added)
        {
            types.Add(added);
        }
    }

    /// <summary>A document for User or Group adds extensions; what they are is not a deployment's to change.</summary>
    private ResourceTypeDefinition Extend(DefinitionDocument document, ResourceTypeDefinition type)
    {
        if (document.Text("endpoint") is { } endpoint && !Is(endpoint, type.Endpoint))
        {
            document.Wrong($"the endpoint of {type.Name} is {type.Endpoint}. Leave endpoint out.");
        }

        if (document.Text("schema") is { } schema && !Is(schema, type.Schema.Id))
        {
            document.Wrong($"the schema of {type.Name} is {type.Schema.Id}. Leave schema out, and name yours in schemaExtensions.");
        }

        var added = ReadExtensions(document, type.Schema);
        var kept = type.Extensions.Where(extension => added.All(other => other.Schema != extension.Schema));
        return type.With([.. kept, .. added]);
    }

    private ResourceTypeDefinition? ReadNew(DefinitionDocument document, string id, string name)
    {
        var schema = document.Text("schema") is { } uri ? FindSchema(document, uri) : null;
        if (document.Json.FindMember("schema") is null)
        {
            document.Wrong("schema must name the URN of the resources' schema.");
        }

        if (schema is not null && CoreSchemas.All.Contains(schema))
        {
            document.Wrong($"schema {schema.Id} is built in. Define a schema of your own for this resource type.");
        }

        var endpoint = document.Text("endpoint") ?? "";
        if (EndpointRules.Check(endpoint, types.Except(BuiltInTypes.All)) is { } wrong)
        {
            document.Wrong(wrong);
        }

        return schema is null
            ? null
            : new ResourceTypeDefinition
            {
                Id = id,
                Name = name,
                Endpoint = endpoint,
                Description = document.Words("description"),
                Schema = schema,
                Extensions = ReadExtensions(document, schema),
            };
    }

    private List<SchemaExtension> ReadExtensions(DefinitionDocument document, SchemaDefinition own)
    {
        var extensions = new List<SchemaExtension>();
        foreach (var json in document.Objects("schemaExtensions"))
        {
            var entry = document.Inside(json, "schemaExtensions");
            entry.RequireKnown("schema", "required");
            var required = entry.Flag("required");
            if (entry.Text("schema") is not { } uri)
            {
                entry.Wrong("schema must name the URN of the extension.");
            }
            else if (FindSchema(entry, uri) is { } schema)
            {
                if (schema == own || (schema != CoreSchemas.EnterpriseUser && CoreSchemas.All.Contains(schema)))
                {
                    entry.Wrong($"{schema.Id} is no extension. Name a schema that adds attributes.");
                }
                else if (extensions.Any(other => other.Schema == schema))
                {
                    entry.Wrong($"{schema.Id} is named twice. Name each extension once.");
                }
                else
                {
                    extensions.Add(new SchemaExtension(schema, required));
                }
            }
        }

        return extensions;
    }

    private SchemaDefinition? FindSchema(DefinitionDocument document, string uri)
    {
        var found = schemas.FirstOrDefault(schema => Is(schema.Id, uri));
        if (found is null)
        {
            document.Wrong($"there is no schema {uri}. Add its Schema document, or correct the URN.");
        }

        return found;
    }

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && char.IsAsciiLetter(name[0])
        && !name.AsSpan().ContainsAnyExcept(NameCharacters);
}
