using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Filter;

public sealed class FilterEvaluatorTests
{
    [Theory]
    [InlineData("userName eq \"BJENSEN@EXAMPLE.COM\"", true)]
    [InlineData("userName sw \"bj\" and userName co \"@\" and userName ew \".COM\"", true)]
    [InlineData("externalId eq \"Ext-1\"", true)]
    [InlineData("externalId eq \"ext-1\"", false)]
    [InlineData("id eq \"u1\"", true)]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"", true)]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:core:2.0:Group\"", false)]
    [InlineData("active eq true", true)]
    [InlineData("active ne true", false)]
    [InlineData("groups.value eq \"g1\" and groups.display co \"uid\"", true)]
    [InlineData("groups eq \"g1\"", true)]
    [InlineData("groups.value eq \"G1\"", true)]
    [InlineData("groups[value eq \"G1\"]", true)]
    [InlineData("meta.resourceType eq \"User\"", true)]
    [InlineData("meta.lastModified gt \"2026-05-13T04:42:33.9999999Z\"", true)]
    [InlineData("meta.lastModified eq \"2026-05-13T06:42:34+02:00\"", true)]
    [InlineData("meta.lastModified eq \"2026-05-13T04:42:34.000000000Z\"", true)]
    [InlineData("meta.lastModified lt \"2026-05-13T04:42:34Z\"", false)]
    [InlineData("meta.created le \"2026-01-23T04:56:22Z\"", true)]
    [InlineData("emails eq \"babs@example.org\"", true)]
    [InlineData("emails.type eq \"HOME\"", true)]
    [InlineData("emails[type eq \"home\" and value co \"example.com\"]", false)]
    [InlineData("emails.type eq \"home\" and emails.value co \"example.com\"", true)]
    [InlineData("emails[primary eq true and not (type eq \"home\")]", true)]
    [InlineData("emails[not (primary pr)].value eq \"babs@example.org\"", true)]
    [InlineData("emails ne \"babs@example.org\"", true)]
    [InlineData("emails.primary ne true", false)]
    [InlineData("nickName ne \"x\"", true)]
    [InlineData("nickName eq \"x\"", false)]
    [InlineData("nickName eq null", true)]
    [InlineData("title eq null", false)]
    [InlineData("title ne null", true)]
    [InlineData("name pr and emails pr and emails.type pr", true)]
    [InlineData("nickName pr or addresses pr or phoneNumbers.value pr", false)]
    [InlineData("name.familyName ge \"JENSEN\" and name.familyName lt \"k\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq \"m1\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber pr", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:name.givenName eq \"barbara\"", true)]
    [InlineData("userName eq \"ｂjensen@example.com\"", true)]
    public void Bind_Filter_MatchesTheUser(string text, bool matches)
    {
        var filter = Sample.Value(FilterParser.Parse(text));

        Assert.Equal(matches, Sample.Value(FilterEvaluator.Bind(filter, ResourceCatalog.BuiltIn.User, Dialect.Strict))(Sample.User()));
    }

    [Theory]
    [InlineData("members.value eq \"A\"")]
    [InlineData("members eq \"A\"")]
    [InlineData("members[value eq \"A\"]")]
    public void Bind_MemberIdInOtherCase_MatchesTheGroup(string text)
    {
        var filter = Sample.Value(FilterParser.Parse(text));

        Assert.True(Sample.Value(FilterEvaluator.Bind(filter, ResourceCatalog.BuiltIn.Group, Dialect.Strict))(Sample.Group()));
    }

    [Theory]
    [InlineData("nothing eq \"x\"")]
    [InlineData("name.nothing pr")]
    [InlineData("urn:example:x:title pr")]
    [InlineData("password eq \"x\"")]
    [InlineData("password pr")]
    [InlineData("PASSWORD sw \"a\"")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:password eq null")]
    [InlineData("active gt true")]
    [InlineData("active co \"r\"")]
    [InlineData("active eq \"maybe\"")]
    [InlineData("active eq 1")]
    [InlineData("emails.primary le false")]
    [InlineData("x509Certificates.value gt \"AAAA\"")]
    [InlineData("name eq \"x\"")]
    [InlineData("meta.created gt \"yesterday\"")]
    [InlineData("meta.created co \"2026\"")]
    [InlineData("meta.created gt 5")]
    [InlineData("title gt null")]
    [InlineData("title[value eq \"x\"]")]
    [InlineData("emails[nothing pr]")]
    [InlineData("emails[emails.value pr]")]
    [InlineData("members.value eq \"x\"")]
    public void Bind_UnfitFilter_InvalidFilter(string text)
    {
        var filter = Sample.Value(FilterParser.Parse(text));

        Assert.All(Enum.GetValues<Dialect>(), dialect =>
            Sample.Failed(FailureKind.InvalidFilter, FilterEvaluator.Bind(filter, ResourceCatalog.BuiltIn.User, dialect)));
    }

    [Fact]
    public void Bind_UnreadableAndUnknownAttribute_FailAlike()
    {
        var unreadable = FilterEvaluator.Bind(Parse("password eq \"x\""), ResourceCatalog.BuiltIn.User, Dialect.Strict);
        var unknown = FilterEvaluator.Bind(Parse("passwort eq \"x\""), ResourceCatalog.BuiltIn.User, Dialect.Strict);

        Assert.Equal(
            Sample.Failed(FailureKind.InvalidFilter, unreadable).Detail,
            Sample.Failed(FailureKind.InvalidFilter, unknown).Detail);
    }

    [Theory]
    [InlineData("active eq \"True\"")]
    [InlineData("externalId eq 12345")]
    [InlineData("manager eq \"m1\"")]
    public void Bind_Tolerance_OnlyInCompatible(string text)
    {
        Sample.Value(FilterEvaluator.Bind(Parse(text), ResourceCatalog.BuiltIn.User, Dialect.Compatible));
        Sample.Failed(FailureKind.InvalidFilter, FilterEvaluator.Bind(Parse(text), ResourceCatalog.BuiltIn.User, Dialect.Strict));
    }

    [Fact]
    public void Bind_DatesStoredAsDates_CompareAsInstants()
    {
        var user = Sample.User();
        user["meta"]!["created"] = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var matches = Sample.Value(FilterEvaluator.Bind(
            Parse("meta.created eq \"2026-01-01T01:00:00+01:00\""), ResourceCatalog.BuiltIn.User, Dialect.Strict));

        Assert.True(matches(user));
    }

    private static FilterExpression Parse(string text) => Sample.Value(FilterParser.Parse(text));
}
