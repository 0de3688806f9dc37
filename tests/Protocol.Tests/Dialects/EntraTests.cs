using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Dialects;

/// <summary>Bodies of Microsoft Entra ID's provisioning service.</summary>
public sealed class EntraTests
{
    [Theory]
    [InlineData("""{"op":"Replace","path":"active","value":"False"}""")]
    [InlineData("""{"op":"Replace","path":"active","value":false}""")]
    [InlineData("""{"op":"Add","path":"active","value":"False"}""")]
    [InlineData("""{"op":"replace","path":"active","value":false}""")]
    [InlineData("""{"op":"replace","path":"active","value":"false"}""")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:active","value":"FALSE"}""")]
    public void Patch_DisableInAnySpelling_TurnsActiveOff(string operation) =>
        Assert.False((bool)Sample.PatchedUser(operation)["active"]!);

    [Fact]
    public void Patch_DefaultShapes_ChangeEachAttribute()
    {
        var user = Sample.PatchedUser(
            """{"op":"Replace","path":"displayName","value":"Pvlo"}""",
            """{"op":"Replace","path":"emails[type eq \"work\"].value","value":"w@example.com"}""",
            """{"op":"Replace","path":"emails[type eq \"other\"].value","value":"o@example.com"}""",
            """{"op":"Add","path":"addresses[type eq \"work\"].formatted","value":"1 Main St"}""",
            """{"op":"Replace","path":"name.givenName","value":"Gtfd"}""",
            """{"op":"Replace","path":"externalId","value":"Eqpj"}""",
            """{"op":"Add","path":"nickName","value":"Babs"}""",
            $$"""{"op":"Replace","path":"{{Sample.Enterprise}}:employeeNumber","value":"Eqpj"}""");

        Assert.Equal("Pvlo", (string?)user["displayName"]);
        Assert.Equal("Eqpj", (string?)user["externalId"]);
        Assert.Equal("Babs", (string?)user["nickName"]);
        Assert.Equal("w@example.com", (string?)user["emails"]![0]!["value"]);
        Sample.Equal("""{"type":"other","value":"o@example.com"}""", user["emails"]![2]);
        Sample.Equal("""[{"type":"work","formatted":"1 Main St"}]""", user["addresses"]);
        Assert.Equal("Gtfd", (string?)user["name"]!["givenName"]);
        Assert.Equal("Eqpj", (string?)user[Sample.Enterprise]!["employeeNumber"]);
    }

    [Fact]
    public void Patch_FlagShapes_DottedAndUrnKeysAreAttributes()
    {
        var user = Sample.PatchedUser($$"""
            {"op":"replace","value":{"displayName":"Bjfe","name.givenName":"Kkom","name.familyName":"Unua",
             "emails[type eq \"home\"].value":"h@example.com","{{Sample.Enterprise}}:employeeNumber":"Aklq",
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0User:division":"D"} }
            """);

        Sample.Equal("""{"formatted":"Barbara Jensen","familyName":"Unua","givenName":"Kkom"}""", user["name"]);
        Assert.Equal("h@example.com", (string?)user["emails"]![1]!["value"]);
        Assert.Equal("Aklq", (string?)user[Sample.Enterprise]!["employeeNumber"]);
        Assert.Equal("D", (string?)user[Sample.Enterprise]!["division"]);
    }

    [Theory]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"m2"}""")]
    [InlineData("""{"op":"Add","path":"manager","value":[{"$ref":null,"value":"m2"}]}""")]
    [InlineData("""{"op":"Replace","path":"manager","value":{"value":"m2"}}""")]
    [InlineData("""{"op":"Replace","path":"manager.value","value":"m2"}""")]
    [InlineData("""{"op":"Replace","value":{"manager":"m2"}}""")]
    [InlineData("""{"op":"Replace","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"m2"}}}""")]
    public void Patch_ManagerInAnyForm_BecomesComplex(string operation) =>
        Sample.Equal("""{"value":"m2"}""", Sample.PatchedUser(operation)[Sample.Enterprise]!["manager"]);

    [Theory]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":""}""")]
    [InlineData("""{"op":"replace","path":"manager","value":null}""")]
    [InlineData("""{"op":"replace","path":"manager","value":{"value":""}}""")]
    [InlineData("""{"op":"remove","path":"manager"}""")]
    public void Patch_ManagerUnset_RemovesIt(string operation) =>
        Assert.False(Sample.PatchedUser(operation)[Sample.Enterprise]!.AsObject().ContainsKey("manager"));

    [Fact]
    public void Patch_SingleAppRole_CreatesThePrimaryRole()
    {
        var user = Sample.PatchedUser(
            """{"op":"Add","path":"roles[primary eq \"True\"].value","value":"Admin"}""",
            """{"op":"Replace","path":"roles[primary eq \"True\"].value","value":"Viewer"}""");

        Sample.Equal("""[{"value":"Member"},{"primary":true,"value":"Viewer"}]""", user["roles"]);
    }

    [Fact]
    public void Patch_RoleAsJsonInAString_IsKeptVerbatim()
    {
        const string Role = "{\"id\":\"06b0\",\"value\":\"25\",\"displayName\":\"Role1234\"}";
        var quoted = System.Text.Json.JsonSerializer.Serialize(Role);

        var roles = Sample.PatchedUser($$"""{"op":"Add","path":"roles","value":[{"value":{{quoted}} }]}""")["roles"]!;
        var bare = Sample.PatchedUser($$"""{"op":"Add","path":"roles","value":[{{quoted}}]}""")["roles"]!;

        Assert.Equal(Role, (string?)roles[1]!["value"]);
        Assert.Equal(Role, (string?)bare[1]!["value"]);
    }

    [Fact]
    public void Read_CreateBody_NullsTypoAndReadOnlyAreTolerated()
    {
        var user = Sample.Value(ResourceReader.Read(
            Sample.Json("""
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0User"],
                 "externalId":"0a21","userName":"Test_User","active":"True","addresses":null,"phoneNumbers":null,"title":null,
                 "department":null,"manager":"myuser","meta":{"resourceType":"User"},
                 "emails":[{"primary":true,"type":"work","value":"t@example.com"}],
                 "roles":[{"primary":"True","type":"WindowsAzureActiveDirectoryRole","value":"Admin","displayName":"Administrators"}],
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0User":{"costCenter":"1","employeenumber":"7"}}
                """),
            ResourceCatalog.BuiltIn.User,
            Dialect.Compatible));

        Sample.Equal("""
            {"externalId":"0a21","userName":"Test_User","active":true,
             "emails":[{"primary":true,"type":"work","value":"t@example.com"}],
             "roles":[{"primary":true,"type":"WindowsAzureActiveDirectoryRole","value":"Admin","display":"Administrators"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
               {"manager":{"value":"myuser"},"costCenter":"1","employeeNumber":"7"}}
            """, user);
    }

    [Fact]
    public void Read_GroupWithAdscimSchema_IsTolerated()
    {
        var body = Sample.Json("""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
             "externalId":"8aa1","displayName":"displayName","meta":{"resourceType":"Group"}}
            """);

        Sample.Equal(
            """{"externalId":"8aa1","displayName":"displayName"}""",
            Sample.Value(ResourceReader.Read(body, ResourceCatalog.BuiltIn.Group, Dialect.Compatible)));
        Sample.Failed(FailureKind.InvalidSyntax, ResourceReader.Read(body, ResourceCatalog.BuiltIn.Group, Dialect.Strict));
    }

    [Theory]
    [InlineData("externalId eq Ext-1")]
    [InlineData("emails[type eq \"work\"].value eq \"BJENSEN@example.com\"")]
    [InlineData("id eq \"u1\" and manager eq \"m1\"")]
    [InlineData("roles[primary eq \"False\"] or emails[primary eq \"True\"]")]
    [InlineData("active eq \"True\"")]
    public void Filter_AsSent_FindsTheUser(string text)
    {
        var filter = Sample.Value(FilterParser.Parse(text, null, Dialect.Compatible));

        Assert.True(Sample.Value(FilterEvaluator.Bind(filter, ResourceCatalog.BuiltIn.User, Dialect.Compatible))(Sample.User()));
    }
}
