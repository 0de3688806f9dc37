using System.Text;
using TeamAccess.Protocol.Schema;
using TeamAccess.Protocol.Schema.Definitions;

namespace TeamAccess.Protocol.Tests.Schema;

/// <summary>Definitions of a deployment's own: what they default to, and every way in which they can be wrong.</summary>
public sealed class CatalogReaderTests
{
    private const string Id = "urn:example:Thing";

    private const string Good = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Schema"],"id":"urn:example:Thing","name":"Thing",
         "attributes":[{"name":"a"}]}
        """;

    private const string GoodType = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],"name":"Thing","endpoint":"/Things",
         "schema":"urn:example:Thing"}
        """;

    [Fact]
    public void Read_NothingButAName_HasTheDefaultsOfTheRfc()
    {
        var attribute = Assert.Single(Read(Good).Schemas.Single(schema => schema.Id == Id).Attributes);

        Assert.Equal(
            (AttributeType.String, false, false, false, Mutability.ReadWrite, Returned.Default, AttributeUniqueness.None),
            (attribute.Type, attribute.MultiValued, attribute.Required, attribute.CaseExact, attribute.Mutability,
                attribute.Returned, attribute.Uniqueness));
    }

    [Fact]
    public void Read_DocumentsInAnyShapeAndOrder_AreTheSame()
    {
        string[] shapes =
        [
            $"[{GoodType},{Good}]",
            "\uFEFF \n[" + Good + "," + GoodType + "]",
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":2,"Resources":[{{GoodType}},{{Good}}]}""",
        ];

        Assert.All(shapes, shape => Assert.Equal("/Things", Read(shape).Custom.Single().Endpoint));
        Assert.Equal("/Things", Read(GoodType, Good).Custom.Single().Endpoint);
    }

    [Fact]
    public void Read_WhatTheServerItselfWrites_IsTheSameAgain()
    {
        var first = Read(Good, GoodType);
        var again = Read(
            first.Schemas.Single(schema => schema.Id == Id).ToJson().ToJsonString(), first.Custom.Single().ToJson().ToJsonString());

        Sample.Equal(first.Custom.Single().ToJson().ToJsonString(), again.Custom.Single().ToJson());
        Sample.Equal(
            first.Schemas.Single(schema => schema.Id == Id).ToJson().ToJsonString(),
            again.Schemas.Single(schema => schema.Id == Id).ToJson());
    }

    [Fact]
    public void Read_TypeNamedUser_AddsItsExtensionsOnly()
    {
        var catalog = Read(Good, """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],"id":"User","name":"User",
             "schemaExtensions":[{"schema":"URN:example:thing","required":true}]}
            """);

        Assert.Equal(
            [SchemaUris.EnterpriseUser + " False", Id + " True"],
            catalog.User.Extensions.Select(extension => $"{extension.Schema.Id} {extension.Required}"));
        Assert.Empty(catalog.Custom);
        Assert.Single(ResourceCatalog.BuiltIn.User.Extensions);
    }

    [Fact]
    public void Read_SeveralMistakes_TellsOfAllWithFileSchemaAndAttribute()
    {
        var thrown = Assert.Throws<InvalidDataException>(() => CatalogReader.Read(
        [
            new SchemaFile("one.json", Bytes(Schema("""{"name":"a","type":"text"}"""))),
            new SchemaFile("two.json", Bytes("{")),
            new SchemaFile("three.json", Bytes(GoodType.Replace("urn:example:Thing", "urn:example:Other", StringComparison.Ordinal))),
        ]));

        Assert.Contains("one.json, schema urn:example:Thing, attribute \"a\": type \"text\"", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Use one of string, boolean", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("two.json: ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("three.json, resource type Thing: there is no schema urn:example:Other", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"a","mutability":"sometimes"}""", "mutability \"sometimes\"")]
    [InlineData("""{"name":"a","returned":"maybe"}""", "returned \"maybe\"")]
    [InlineData("""{"name":"a","uniqueness":"world"}""", "uniqueness \"world\"")]
    [InlineData("""{"name":"a","required":"true"}""", "required must be true or false")]
    [InlineData("""{"name":"a","multiValued":1}""", "multiValued must be")]
    [InlineData("""{"name":"a","type":7}""", "type must be a text")]
    [InlineData("""{"name":"a","mutabilty":"readOnly"}""", "\"mutabilty\"")]
    [InlineData("""{"name":"a"},{"name":"A"}""", "\"A\" is defined twice")]
    [InlineData("""{"name":"externalID"}""", "common to all")]
    [InlineData("""{"name":"id"}""", "common to all")]
    [InlineData("""{"name":"Meta"}""", "common to all")]
    [InlineData("""{"name":"schemas"}""", "common to all")]
    [InlineData("""{"name":"1a"}""", "\"1a\"")]
    [InlineData("""{"name":"$ref"}""", "\"$ref\"")]
    [InlineData("""{"name":"a.b"}""", "\"a.b\"")]
    [InlineData("""{"type":"string"}""", "name")]
    [InlineData("""{"name":"a","subAttributes":[{"name":"b"}]}""", "only a complex attribute")]
    [InlineData("""{"name":"a","type":"complex"}""", "subAttributes must name")]
    [InlineData("""{"name":"a","type":"complex","subAttributes":[{"name":"b","type":"complex","subAttributes":[{"name":"c"}]}]}""", "cannot hold another")]
    [InlineData("""{"name":"a","type":"complex","subAttributes":[{"name":"b"},{"name":"B"}]}""", "\"B\" is defined twice")]
    [InlineData("""{"name":"a","type":"integer","canonicalValues":["1"]}""", "canonicalValues are for")]
    [InlineData("""{"name":"a","canonicalValues":[1]}""", "canonicalValues must be a list of texts")]
    [InlineData("""{"name":"a","referenceTypes":["User"]}""", "referenceTypes are for")]
    [InlineData("""{"name":"a","type":"reference","referenceTypes":["Gadget"]}""", "\"Gadget\"")]
    [InlineData("""{"name":"a","type":"boolean","uniqueness":"server"}""", "cannot be unique")]
    [InlineData("""{"name":"a","type":"complex","uniqueness":"global","subAttributes":[{"name":"b"}]}""", "cannot be unique")]
    public void Read_WrongAttribute_SaysSo(string attributes, string message) => Refused(message, Schema(attributes));

    [Theory]
    [InlineData("""{"name":"Thing","schema":"urn:example:Thing"}""", "endpoint")]
    [InlineData("""{"name":"Thing","endpoint":"/Things"}""", "schema must name")]
    [InlineData("""{"name":"Thing","endpoint":"Things","schema":"urn:example:Thing"}""", "must be a path")]
    [InlineData("""{"name":"Thing","endpoint":"/{id}","schema":"urn:example:Thing"}""", "must be a path")]
    [InlineData("""{"name":"Thing","endpoint":"/users","schema":"urn:example:Thing"}""", "collides with /Users")]
    [InlineData("""{"name":"Thing","endpoint":"/Users/Things","schema":"urn:example:Thing"}""", "collides with /Users")]
    [InlineData("""{"name":"Thing","endpoint":"/Bulk","schema":"urn:example:Thing"}""", "collides with /Bulk")]
    [InlineData("""{"name":"Thing","endpoint":"/Roles","schema":"urn:example:Thing"}""", "collides with /Roles")]
    [InlineData("""{"name":"Thing","endpoint":"/Things","schema":"urn:ietf:params:scim:schemas:core:2.0:User"}""", "built in")]
    [InlineData("""{"name":"A/B","endpoint":"/Things","schema":"urn:example:Thing"}""", "letters, digits")]
    [InlineData("""{"name":"User","endpoint":"/Things"}""", "endpoint of User is /Users")]
    [InlineData("""{"name":"Thing","endpoint":"/Things","schema":"urn:example:Thing","schemaExtensions":[{"schema":"urn:example:Thing"}]}""", "is no extension")]
    [InlineData("""{"name":"Thing","endpoint":"/Things","schema":"urn:example:Thing","schemaExtensions":[{"schema":"urn:x:y"}]}""", "there is no schema urn:x:y")]
    [InlineData("""{"name":"Thing","endpoint":"/Things","schema":"urn:example:Thing","schemaExtension":[]}""", "\"schemaExtension\"")]
    public void Read_WrongResourceType_SaysSo(string type, string message) => Refused(
        message, Good, type.Insert(1, "\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:ResourceType\"],"));

    [Fact]
    public void Read_EndpointOrNameOfAnother_SaysSo()
    {
        Refused("collides with /Things", Good, GoodType, GoodType
            .Replace("\"Thing\"", "\"Other\"", StringComparison.Ordinal).Replace("/Things", "/THINGS/x", StringComparison.Ordinal));
        Refused("defined already", Good, GoodType, GoodType
            .Replace("\"Thing\"", "\"thing\"", StringComparison.Ordinal).Replace("/Things", "/Others", StringComparison.Ordinal));
        Refused("defined twice", Good, Good);
        Refused("built in", Good.Replace(Id, SchemaUris.EnterpriseUser, StringComparison.Ordinal));
        Refused("Choose another id", Good, Good.Replace(Id, Id + ":a", StringComparison.Ordinal));
        Refused("neither a Schema nor a ResourceType", "{}");
        Refused("must be the schema's URN", Good.Replace(Id, "thing", StringComparison.Ordinal));
    }

    private static string Schema(string attributes) =>
        $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Schema"],"id":"{{Id}}","attributes":[{{attributes}}]}""";

    private static void Refused(string message, params string[] documents) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(documents)).Message, StringComparison.Ordinal);

    private static ResourceCatalog Read(params string[] documents) =>
        CatalogReader.Read([.. documents.Select((text, index) => new SchemaFile($"{index}.json", Bytes(text)))]);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
