using System.Text;
using System.Text.Json.Nodes;
using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Schema.Definitions;

namespace TeamAccess.Scim.Tests.Resources;

/// <summary>A resource type with every type of attribute under every characteristic that can decide about it.</summary>
internal static class MatrixSchema
{
    public const string Id = "urn:example:params:scim:schemas:Matrix";

    private static readonly string[] Types =
        ["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"];

    private static readonly string[] Mutabilities = ["readOnly", "readWrite", "immutable", "writeOnly"];
    private static readonly string[] Returneds = ["always", "never", "default", "request"];

    public static ResourceCatalog Catalog { get; } = CatalogReader.Read(
    [
        new SchemaFile("matrix.json", Encoding.UTF8.GetBytes(new JsonArray(Schema(), Type(), Extended()).ToJsonString())),
    ]);

    private static JsonObject Type() => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:ResourceType"),
        ["name"] = "Matrix",
        ["endpoint"] = "/Matrices",
        ["schema"] = Id,
    };

    private static JsonObject Extended() => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:ResourceType"),
        ["name"] = "User",
        ["schemaExtensions"] = new JsonArray(new JsonObject { ["schema"] = Id, ["required"] = false }),
    };

    private static JsonObject Schema() => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:Schema"),
        ["id"] = Id,
        ["attributes"] = new JsonArray([.. Attributes()]),
    };

    private static IEnumerable<JsonObject> Attributes()
    {
        foreach (var type in Types)
        {
            foreach (var (mutability, returned) in Characteristics(type is "string" or "complex"))
            {
                yield return Attribute(type, mutability, returned, isMulti: false);
                yield return Attribute(type, mutability, returned, isMulti: true);
            }
        }

        yield return Parts("parts", isMulti: false);
        yield return Parts("partLists", isMulti: true);
    }

    /// <summary>Every pair where it may matter, and each characteristic once for the other types.</summary>
    private static IEnumerable<(string Mutability, string Returned)> Characteristics(bool all) =>
        from mutability in Mutabilities
        from returned in Returneds
        where all || mutability == "readWrite" || returned == "default"
        select (mutability, returned);

    private static JsonObject Attribute(string type, string mutability, string returned, bool isMulti)
    {
        var attribute = new JsonObject
        {
            ["name"] = $"{type}{(isMulti ? "List" : "")}_{mutability}_{returned}",
            ["type"] = type,
            ["multiValued"] = isMulti,
            ["mutability"] = mutability,
            ["returned"] = returned,
        };
        if (type == "complex")
        {
            attribute["subAttributes"] = new JsonArray(
                new JsonObject { ["name"] = "value" },
                new JsonObject { ["name"] = "count", ["type"] = "integer" },
                new JsonObject { ["name"] = "primary", ["type"] = "boolean" });
        }

        return attribute;
    }

    private static JsonObject Parts(string name, bool isMulti) => new()
    {
        ["name"] = name,
        ["type"] = "complex",
        ["multiValued"] = isMulti,
        ["subAttributes"] = new JsonArray(
        [
            new JsonObject { ["name"] = "value" },
            .. Characteristics(all: true).Select(pair => new JsonObject
            {
                ["name"] = $"{pair.Mutability}_{pair.Returned}",
                ["mutability"] = pair.Mutability,
                ["returned"] = pair.Returned,
            }),
        ]),
    };
}
