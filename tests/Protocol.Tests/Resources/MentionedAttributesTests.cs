using TeamAccess.Protocol.Resources;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Resources;

public sealed class MentionedAttributesTests
{
    private const string Department = Sample.Enterprise + ":department";

    [Theory]
    [InlineData("""{"userName":"u"}""", "userName")]
    [InlineData("""{"USERNAME":"u","roles":[],"title":null,"unknown":1}""", "roles,title,userName")]
    [InlineData("""{"name.givenName":"x","manager":"m"}""", "name," + Sample.Enterprise + ":manager")]
    [InlineData("""{"urn:ietf:params:scim:schemas:extension:enterprise:2.0User":{"Department":""}}""", Department)]
    [InlineData("""{"urn:ietf:params:scim:schemas:core:2.0:User":{"title":"x"}}""", "title")]
    public void In_Body_NamesWhatItSpeaksOf(string body, string expected)
    {
        var names = MentionedAttributes.In(Sample.Json(body), ResourceCatalog.BuiltIn.User, Dialect.Compatible);

        Assert.Equal(expected, string.Join(',', names.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void In_ExtensionWithoutValue_NamesAllOfIt() => Assert.Equal(
        CoreSchemas.EnterpriseUser.Attributes.Count,
        MentionedAttributes.In(Sample.Json($$"""{"{{Sample.Enterprise}}":null}"""), ResourceCatalog.BuiltIn.User, Dialect.Strict).Count);

    [Fact]
    public void In_GroupMembers_EmptyListCountsAndNullDoesNot()
    {
        Assert.Contains("members", MentionedAttributes.In(Sample.Json("""{"members":[]}"""), ResourceCatalog.BuiltIn.Group, Dialect.Compatible));
        Assert.Empty(MentionedAttributes.In(Sample.Json("""{"members":null}"""), ResourceCatalog.BuiltIn.Group, Dialect.Compatible));
    }
}
