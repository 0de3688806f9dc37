using System.Text.Json.Nodes;
using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Resources;

public sealed class ResourceReaderTests
{
    [Fact]
    public void Read_AnyCasing_BecomesCanonical() => Sample.Equal(
        """
        {"userName":"u","name":{"givenName":"G"},"phoneNumbers":[{"value":" +1 (555) 555-8377 ","type":"WORK"}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"m","$ref":"../Users/m"}}}
        """,
        Read("""
            {"USERNAME":"u","Name":{"GIVENNAME":"G"},"phonenumbers":[{"VALUE":" +1 (555) 555-8377 ","Type":"WORK"}],
             "URN:IETF:params:scim:schemas:extension:enterprise:2.0:user":{"Manager":{"Value":"m","$REF":"../Users/m"}}}
            """));

    [Fact]
    public void Read_KeysWithPaths_MergeIntoTheirAttributes() => Sample.Equal(
        """
        {"userName":"u","name":{"givenName":"G","familyName":"F"},"title":"T",
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","manager":{"value":"m"}}}
        """,
        Read($$"""
            {"name":{"givenName":"G"},"name.familyName":"F","urn:ietf:params:scim:schemas:core:2.0:User:title":"T",
             "{{Sample.Enterprise}}:department":"D","{{Sample.Enterprise}}:manager":"m",
             "urn:ietf:params:scim:schemas:core:2.0:User":{"userName":"u"} }
            """));

    [Fact]
    public void Read_NullsAndEmptyContainers_AreUnassigned() => Sample.Equal(
        """{"userName":"u","emails":[{"value":"x"}]}""",
        Read($$"""
            {"userName":"u","title":null,"name":{},"roles":[],"emails":[null,{},{"value":"x","type":null}],"ims":[{"value":""}],
             "nickName":"","{{Sample.Enterprise}}":{"manager":{"value":null},"department":""} }
            """));

    [Theory]
    [InlineData("[{}]")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("""[{"value":"a"},{}]""")]
    [InlineData("""[{"type":"User"}]""")]
    [InlineData("""[{"value":null,"$ref":null}]""")]
    public void Read_MemberThatNamesNobody_InvalidValue(string members)
    {
        var body = Sample.Json($$"""{"displayName":"g","members":{{members}} }""");

        Sample.Failed(FailureKind.InvalidValue, ResourceReader.Read(body, ResourceCatalog.BuiltIn.Group, Dialect.Compatible));
    }

    [Theory]
    [InlineData("emails", 1000, true)]
    [InlineData("emails", 1001, false)]
    public void Read_ListOfManyValues_HasABound(string attribute, int count, bool isRead)
    {
        var values = string.Join(',', Enumerable.Range(0, count).Select(n => $$"""{"value":"{{n}}"}"""));
        var read = ResourceReader.Read(
            Sample.Json($$"""{"userName":"u","{{attribute}}":[{{values}}]}"""), ResourceCatalog.BuiltIn.User, Dialect.Compatible);

        Assert.Equal(isRead, read.TryGet(out _, out _));
    }

    [Fact]
    public void Read_MemberByAddressAlone_GetsValueAndType()
    {
        var body = Sample.Json("""{"displayName":"g","members":[{"$ref":"https://x.test/v2/Groups/a"}]}""");

        var read = Sample.Value(ResourceReader.Read(body, ResourceCatalog.BuiltIn.Group, Dialect.Compatible));

        Sample.Equal(
            """{"displayName":"g","members":[{"$ref":"https://x.test/v2/Groups/a","value":"a","type":"Group"}]}""", read);
    }

    [Fact]
    public void Read_SeveralPrimaries_LastOneWins() => Sample.Equal(
        """{"userName":"u","emails":[{"value":"a","primary":false},{"value":"b","primary":true},{"value":"c"}]}""",
        Read("""{"userName":"u","emails":[{"value":"a","primary":true},{"value":"b","primary":true},{"value":"c"}]}"""));

    [Fact]
    public void Read_BareStringsInAList_BecomeValues() => Sample.Equal(
        """{"userName":"u","roles":[{"value":"Admin"},{"value":"{\"id\":1}"}]}""",
        Read("""{"userName":"u","roles":["Admin","{\"id\":1}"]}"""));

    [Theory]
    [InlineData("{}", "userName")]
    [InlineData("""{"userName":null}""", "userName")]
    [InlineData("""{"userName":""}""", "userName")]
    [InlineData("""{"userName":"  "}""", "userName")]
    [InlineData("""{"userName":"a\u200db"}""", "userName")]
    [InlineData("""{"userName":"a\tb"}""", "userName")]
    [InlineData("""{"userName":5}""", "userName")]
    [InlineData("""{"userName":["a","b"]}""", "userName")]
    [InlineData("""{"userName":"u","active":"yes"}""", "active")]
    [InlineData("""{"userName":"u","active":0}""", "active")]
    [InlineData("""{"userName":"u","name":"N"}""", "name")]
    [InlineData("""{"userName":"u","name":{"givenName":{}}}""", "name.givenName")]
    [InlineData("""{"userName":"u","emails":[{"value":7}]}""", "emails.value")]
    [InlineData("""{"userName":"u","emails":[{"primary":"x"}]}""", "emails.primary")]
    [InlineData("""{"userName":"u","emails":[["x"]]}""", "emails")]
    [InlineData("""{"userName":"u","x509Certificates":[{"value":"%"}]}""", "x509Certificates.value")]
    [InlineData("""{"userName":"u","profileUrl":"a b"}""", "profileUrl")]
    [InlineData("""{"userName":"u","password":7}""", "password")]
    [InlineData("""{"userName":"u","manager":7}""", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value")]
    public void Read_WrongOrMissingValue_InvalidValueNamesTheAttribute(string body, string attribute)
    {
        var read = ResourceReader.Read(Sample.Json(body), ResourceCatalog.BuiltIn.User, Dialect.Compatible);

        Assert.Equal(attribute, Sample.Failed(FailureKind.InvalidValue, read).Attribute);
    }

    [Theory]
    [InlineData("""{"userName":"u"}""", FailureKind.InvalidSyntax)]
    [InlineData("""{"schemas":[],"userName":"u"}""", FailureKind.InvalidSyntax)]
    [InlineData("""{"schemas":"urn:ietf:params:scim:schemas:core:2.0:User","userName":"u"}""", FailureKind.InvalidSyntax)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:x:y"],"userName":"u"}""", FailureKind.InvalidSyntax)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"u","x":1}""", FailureKind.InvalidSyntax)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"u","name":{"x":1}}""", FailureKind.InvalidSyntax)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"u","name.givenName":"x"}""", FailureKind.InvalidSyntax)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"u","emails":{"value":"x"}}""", FailureKind.InvalidValue)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"u","active":"True"}""", FailureKind.InvalidValue)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"u","roles":["x"]}""", FailureKind.InvalidValue)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"u","roles":[{"primary":true},{"primary":true}]}""", FailureKind.InvalidValue)]
    public void Read_ToleranceInStrict_Refused(string body, FailureKind kind) =>
        Sample.Failed(kind, ResourceReader.Read(Sample.Json(body), ResourceCatalog.BuiltIn.User, Dialect.Strict));

    [Fact]
    public void Read_FullUserInStrict_KeepsAllButReadOnly()
    {
        var expected = Sample.User();
        foreach (var gone in new[] { "schemas", "id", "groups", "meta" })
        {
            expected.Remove(gone);
        }

        expected[Sample.Enterprise]!["manager"]!.AsObject().Remove("displayName");

        Sample.Equal(
            expected.ToJsonString(), Sample.Value(ResourceReader.Read(Sample.User(), ResourceCatalog.BuiltIn.User, Dialect.Strict)));
    }

    [Fact]
    public void Read_Result_SharesNothingWithTheBody()
    {
        var body = Sample.User();
        var before = body.ToJsonString();

        var user = Sample.Value(ResourceReader.Read(body, ResourceCatalog.BuiltIn.User, Dialect.Compatible));
        user["emails"]![0]!["value"] = "changed";

        Assert.Equal(before, body.ToJsonString());
    }

    [Fact]
    public void Read_OwnResult_IsUnchanged()
    {
        var user = Sample.Value(ResourceReader.Read(Sample.User(), ResourceCatalog.BuiltIn.User, Dialect.Compatible));

        Sample.Equal(user.ToJsonString(), Sample.Value(ResourceReader.Read(user, ResourceCatalog.BuiltIn.User, Dialect.Compatible)));
    }

    private static JsonObject Read(string body) =>
        Sample.Value(ResourceReader.Read(Sample.Json(body), ResourceCatalog.BuiltIn.User, Dialect.Compatible));
}
