using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamAccess.Protocol.Schema;

/// <summary>Renders schemas and resource types as the resources of RFC 7643 §6 and §7.</summary>
internal static class SchemaWriter
{
    internal static JsonObject Write(SchemaDefinition schema) => new()
    {
        ["schemas"] = new JsonArray(SchemaUris.Schema),
        ["id"] = schema.Id,
        ["name"] = schema.Name,
        ["description"] = schema.Description,
        ["attributes"] = Write(schema.Attributes),
    };

    internal static JsonObject Write(ResourceTypeDefinition type)
    {
        var json = new JsonObject
        {
            ["schemas"] = new JsonArray(SchemaUris.ResourceType),
            ["id"] = type.Id,
            ["name"] = type.Name,
            ["endpoint"] = type.Endpoint,
            ["description"] = type.Description,
            ["schema"] = type.Schema.Id,
        };

        if (type.Extensions.Count > 0)
        {
            json["schemaExtensions"] = new JsonArray([.. type.Extensions.Select(Write)]);
        }

        return json;
    }

    private static JsonObject Write(SchemaExtension extension) =>
        new() { ["schema"] = extension.Schema.Id, ["required"] = extension.Required };

    private static JsonArray Write(IEnumerable<AttributeDefinition> attributes) => new([.. attributes.Select(Write)]);

    private static JsonObject Write(AttributeDefinition attribute)
    {
        var json = new JsonObject
        {
            ["name"] = attribute.Name,
            ["type"] = Keyword(attribute.Type),
            ["multiValued"] = attribute.MultiValued,
            ["description"] = attribute.Description,
            ["required"] = attribute.Required,
        };

        if (attribute.Type is not (AttributeType.Boolean or AttributeType.Complex))
        {
            json["caseExact"] = attribute.CaseExact;
        }

        AddList(json, "canonicalValues", attribute.CanonicalValues);
        AddList(json, "referenceTypes", attribute.ReferenceTypes);
        json["mutability"] = Keyword(attribute.Mutability);
        json["returned"] = Keyword(attribute.Returned);
        json["uniqueness"] = Keyword(attribute.Uniqueness);

        if (attribute.IsComplex)
        {
            json["subAttributes"] = Write(attribute.SubAttributes);
        }

        return json;
    }

    private static void AddList(JsonObject json, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            json[name] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }
    }

    private static string Keyword<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
