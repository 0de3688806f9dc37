using System.Text.Json.Nodes;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Schema;

public sealed class SchemaTests
{
    [Fact]
    public void ToJson_EverySchema_IsComplete() => Assert.All(ResourceCatalog.BuiltIn.Schemas, schema =>
    {
        var json = schema.ToJson();
        Assert.Equal(SchemaUris.Schema, (string?)json["schemas"]![0]);
        Assert.Equal(schema.Id, (string?)json["id"]);
        Assert.False(json.ContainsKey("meta"));
        AssertComplete(json["attributes"]!.AsArray());
    });

    [Fact]
    public void ToJson_EmailType_HasItsCharacteristics()
    {
        var emails = CoreSchemas.User.ToJson()["attributes"]!.AsArray().Single(node => (string?)node!["name"] == "emails")!;
        var type = emails["subAttributes"]!.AsArray().Single(node => (string?)node!["name"] == "type");

        Assert.True((bool)emails["multiValued"]!);
        Sample.Equal("""
            {"name":"type","type":"string","multiValued":false,"description":"What the value is used for.","required":false,
             "caseExact":false,"canonicalValues":["work","home","other"],"mutability":"readWrite","returned":"default",
             "uniqueness":"none"}
            """, type);
    }

    [Fact]
    public void ToJson_ResourceTypes_NameSchemaAndExtensions()
    {
        Sample.Equal($$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],"id":"User","name":"User","endpoint":"/Users",
             "description":"Members of the workspace.","schema":"urn:ietf:params:scim:schemas:core:2.0:User",
             "schemaExtensions":[{"schema":"{{Sample.Enterprise}}","required":false}]}
            """, ResourceCatalog.BuiltIn.User.ToJson());
        Assert.False(ResourceCatalog.BuiltIn.Group.ToJson().ContainsKey("schemaExtensions"));
    }

    [Theory]
    [InlineData("userName", Mutability.ReadWrite, Returned.Default, AttributeUniqueness.Server)]
    [InlineData("password", Mutability.WriteOnly, Returned.Never, AttributeUniqueness.None)]
    [InlineData("groups", Mutability.ReadOnly, Returned.Default, AttributeUniqueness.None)]
    [InlineData("id", Mutability.ReadOnly, Returned.Always, AttributeUniqueness.None)]
    public void User_Attribute_HasTheCharacteristicsOfTheRfc(
        string name, Mutability mutability, Returned returned, AttributeUniqueness uniqueness)
    {
        Assert.True(ResourceCatalog.BuiltIn.User.TryFindAttribute(new AttributePath(null, name, null), Dialect.Strict, out var found));

        Assert.Equal((mutability, returned, uniqueness), (found.Leaf.Mutability, found.Leaf.Returned, found.Leaf.Uniqueness));
    }

    [Fact]
    public void User_Attributes_AreThoseOfTheRfc() => Assert.Equal(
        "userName name displayName nickName profileUrl title userType preferredLanguage locale timezone active password emails "
        + "phoneNumbers ims photos addresses groups entitlements roles x509Certificates",
        string.Join(' ', CoreSchemas.User.Attributes.Select(attribute => attribute.Name)));

    [Theory]
    [InlineData("manager", Dialect.Compatible, true)]
    [InlineData("manager", Dialect.Strict, false)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0User:manager.value", Dialect.Compatible, true)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0User:manager.value", Dialect.Strict, false)]
    [InlineData("URN:ietf:params:scim:schemas:extension:enterprise:2.0:user:MANAGER", Dialect.Strict, true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:id", Dialect.Strict, true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:Group:displayName", Dialect.Compatible, false)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:userName", Dialect.Compatible, false)]
    [InlineData("name.nothing", Dialect.Compatible, false)]
    public void TryFindAttribute_Path_ByDialect(string path, Dialect dialect, bool found) => Assert.Equal(
        found, ResourceCatalog.BuiltIn.User.TryFindAttribute(Sample.Value(AttributePathParser.Parse(path)), dialect, out _));

    [Fact]
    public void SchemasOf_Resource_NamesTheExtensionsItHas()
    {
        var user = Sample.User();
        Sample.Equal($"""["{SchemaUris.User}","{Sample.Enterprise}"]""", ResourceCatalog.BuiltIn.User.SchemasOf(user));

        user.Remove(Sample.Enterprise);
        Sample.Equal($"""["{SchemaUris.User}"]""", ResourceCatalog.BuiltIn.User.SchemasOf(user));
    }

    private static void AssertComplete(JsonArray attributes)
    {
        string[] required = ["name", "type", "multiValued", "description", "required", "mutability", "returned", "uniqueness"];
        foreach (var attribute in attributes)
        {
            Assert.All(required, name => Assert.True(attribute!.AsObject().ContainsKey(name), $"{attribute} lacks {name}"));
            Assert.NotEmpty((string)attribute!["description"]!);
            if ((string?)attribute["type"] == "complex")
            {
                AssertComplete(attribute["subAttributes"]!.AsArray());
            }
        }
    }
}
