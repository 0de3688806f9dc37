using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Dialects;

/// <summary>Bodies of Okta, OneLogin, SailPoint and Rauthy.</summary>
public sealed class OtherClientTests
{
    [Theory]
    [InlineData("""{"op":"replace","value":{"active":false}}""")] // Okta
    [InlineData("""{"op":"replace","value":{"active":[false]}}""")] // Okta, seen in the field
    [InlineData("""{"op":"add","value":{"active":false}}""")] // SailPoint
    [InlineData("""{"op":"replace","value":"{\"active\":false}"}""")] // Rauthy
    public void Patch_DisableWithoutPath_TurnsActiveOff(string operation) =>
        Assert.False((bool)Sample.PatchedUser(operation)["active"]!);

    [Theory]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", true)]
    [InlineData("externalId", true)]
    [InlineData("title", false)]
    public void Patch_NumberForText_IsTakenWhereNumbersAreUsual(string path, bool taken)
    {
        var operation = $$"""{"op":"replace","path":"{{path}}","value":1234}""";

        var compatible = Sample.Patch(Sample.User(), Dialect.Compatible, operation);
        var strict = Sample.Patch(Sample.User(), Dialect.Strict, operation);

        Assert.Equal(taken, compatible.TryGet(out _, out _));
        Sample.Failed(FailureKind.InvalidValue, strict);
    }

    [Fact]
    public void Patch_OktaRename_IgnoresIdAndKeepsMembers()
    {
        var group = Sample.PatchedGroup("""{"op":"replace","value":{"id":"other","displayName":"Test SCIMv2"}}""");

        Assert.Equal("g1", (string?)group["id"]);
        Assert.Equal("Test SCIMv2", (string?)group["displayName"]);
        Assert.Equal(2, group["members"]!.AsArray().Count);
    }

    [Fact]
    public void Patch_OktaEcho_ReadOnlyKeysAreIgnored()
    {
        var user = Sample.PatchedUser(
            """{"op":"replace","value":{"id":"x","meta":{"version":"1"},"groups":[],"schemas":["x"],"title":"T","unknown":1}}""");

        Assert.Equal("T", (string?)user["title"]);
        user["title"] = "Tour Guide";
        Sample.Equal(Sample.User().ToJsonString(), user);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Patch_EmptyValue_UnsetsAnOptionalAttribute(string value)
    {
        foreach (var operation in new[] { "add", "replace" })
        {
            var user = Sample.PatchedUser($$"""{"op":"{{operation}}","path":"title","value":{{value}} }""");

            Assert.False(user.ContainsKey("title"));
        }
    }

    [Fact]
    public void Patch_TolerancesInStrict_AreRefused()
    {
        string[] operations =
        [
            """{"op":"replace","path":"active","value":"False"}""",
            """{"op":"replace","value":{"active":[false]}}""",
            """{"op":"replace","value":"{\"active\":false}"}""",
            """{"op":"replace","value":{"name.givenName":"x"}}""",
            """{"op":"replace","value":{"id":"x","title":"T"}}""",
            """{"op":"replace","value":{"unknown":"x"}}""",
            """{"op":"replace","path":"emails","value":{"value":"x"}}""",
            """{"op":"replace","path":"manager","value":{"value":"x"}}""",
            $$"""{"op":"replace","path":"{{Sample.Enterprise}}:manager","value":"x"}""",
            """{"op":"add","path":"emails[type eq \"fax\"].value","value":"x"}""",
            """{"op":"add","path":"emails","value":[{"value":"x","primary":true},{"value":"y","primary":true}]}""",
        ];

        Assert.All(operations, operation =>
        {
            Assert.True(Sample.Patch(Sample.User(), Dialect.Compatible, operation).TryGet(out _, out _), operation);
            Assert.False(Sample.Patch(Sample.User(), Dialect.Strict, operation).TryGet(out _, out _), operation);
        });
    }

    [Fact]
    public void Read_OktaCreateBody_IgnoresGroupsAndPassword()
    {
        var user = Sample.Value(ResourceReader.Read(
            Sample.Json("""
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"test.user@okta.local",
                 "name":{"givenName":"Test","familyName":"User"},"emails":[{"primary":true,"value":"t@okta.local","type":"work"}],
                 "displayName":"Test User","locale":"en-US","externalId":"00uj","groups":[],"password":"1mz050nq","active":true,
                 "nickName":""}
                """),
            ResourceCatalog.BuiltIn.User,
            Dialect.Compatible));

        Assert.Equal(
            ["userName", "name", "emails", "displayName", "locale", "externalId", "active"],
            user.Select(member => member.Key));
    }

    [Fact]
    public void Read_OneLoginEmailsAsObject_BecomeAList() => Sample.Equal(
        """{"userName":"u","emails":[{"value":"x@example.com"}]}""",
        Sample.Value(ResourceReader.Read(
            Sample.Json("""{"userName":"u","emails":{"value":"x@example.com"}}"""), ResourceCatalog.BuiltIn.User, Dialect.Compatible)));
}
