using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Tests.Filter;

public sealed class FilterParserTests
{
    /// <summary>The examples of RFC 7644 §3.4.2.2.</summary>
    [Theory]
    [InlineData("userName Eq \"john\"")]
    [InlineData("Username eq \"john\"")]
    [InlineData("userName eq \"bjensen\"")]
    [InlineData("name.familyName co \"O'Malley\"")]
    [InlineData("userName sw \"J\"")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"")]
    [InlineData("title pr")]
    [InlineData("meta.lastModified gt \"2011-05-13T04:42:34Z\"")]
    [InlineData("meta.lastModified ge \"2011-05-13T04:42:34Z\"")]
    [InlineData("meta.lastModified lt \"2011-05-13T04:42:34Z\"")]
    [InlineData("meta.lastModified le \"2011-05-13T04:42:34Z\"")]
    [InlineData("title pr and userType eq \"Employee\"")]
    [InlineData("title pr or userType eq \"Intern\"")]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"")]
    [InlineData("userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")")]
    [InlineData("userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\")")]
    [InlineData("userType eq \"Employee\" and (emails.type eq \"work\")")]
    [InlineData("userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]")]
    [InlineData("emails[type eq \"work\" and value co \"@example.com\"] or ims[type eq \"xmpp\" and value co \"@foo.com\"]")]
    public void Parse_RfcExample_RoundTrips(string text)
    {
        var filter = Sample.Value(FilterParser.Parse(text));

        Assert.Equal(filter, Sample.Value(FilterParser.Parse(filter.ToString())));
    }

    [Theory]
    [InlineData("a pr or b pr and c pr", "a pr or (b pr and c pr)")]
    [InlineData("a pr and b pr or c pr and d pr", "(a pr and b pr) or (c pr and d pr)")]
    [InlineData("a pr and b pr and c pr", "a pr and b pr and c pr")]
    [InlineData("(a pr)", "a pr")]
    [InlineData("NOT(a PR)AND b pR", "not (a pr) and b pr")]
    [InlineData("  a   EQ   1   Or not  ( b pr )  ", "a eq 1 or not (b pr)")]
    [InlineData("not pr and not eq 1", "not pr and not eq 1")]
    [InlineData("emails[type eq \"work\"].value eq \"x\"", "emails[type eq \"work\" and value eq \"x\"]")]
    [InlineData("emails[type eq \"a]\\\"\" or primary eq true]", "emails[type eq \"a]\\\"\" or primary eq true]")]
    [InlineData("a eq \"\\u0041\\n\\/\"", "a eq \"A\\u000a/\"")]
    [InlineData("$ref eq null and x.$ref eq false and n lt -1.5e+3", "$ref eq null and x.$ref eq false and n lt -1.5e+3")]
    public void Parse_Valid_MeansTheSameAs(string text, string canonical) =>
        Assert.Equal(canonical, Sample.Value(FilterParser.Parse(text)).ToString());

    [Fact]
    public void Parse_UrnWithSubAttribute_SplitsAtTheLastColon()
    {
        var filter = Sample.Value(FilterParser.Parse("urn:ietf:params:scim:schemas:core:2.0:User:name.givenName eq \"x\""));

        var path = Assert.IsType<ComparisonFilter>(filter).Path;
        Assert.Equal(new AttributePath("urn:ietf:params:scim:schemas:core:2.0:User", "name", "givenName"), path);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("userName")]
    [InlineData("userName eq")]
    [InlineData("userName xx \"a\"")]
    [InlineData("userName eq \"a")]
    [InlineData("userName eq \"a\\\"")]
    [InlineData("userName eq \"\\x\"")]
    [InlineData("userName eq \"\\ud800\"")]
    [InlineData("userName eq \"a\nb\"")]
    [InlineData("userName eq jyoung")]
    [InlineData("userName eq True")]
    [InlineData("userName eq 01")]
    [InlineData("userName eq 1.")]
    [InlineData("userName eq .5")]
    [InlineData("userName eq 'x'")]
    [InlineData("a.b.c pr")]
    [InlineData("1a pr")]
    [InlineData("a$b pr")]
    [InlineData("urn:x: pr")]
    [InlineData("()")]
    [InlineData("(a pr")]
    [InlineData("a pr)")]
    [InlineData("a pr]")]
    [InlineData("a[b pr)")]
    [InlineData("(a pr]")]
    [InlineData("a[]")]
    [InlineData("a[b[c pr]]")]
    [InlineData("a.b[c pr]")]
    [InlineData("a pr and")]
    [InlineData("a pr and or b pr")]
    [InlineData("and a pr")]
    [InlineData("a pr b pr")]
    [InlineData("not a pr")]
    [InlineData("not ()")]
    [InlineData("a[b pr].")]
    [InlineData("a[b pr].c")]
    public void Parse_Malformed_InvalidFilter(string text) =>
        Sample.Failed(FailureKind.InvalidFilter, FilterParser.Parse(text));

    [Theory]
    [InlineData("externalId eq jyoung", "externalId eq \"jyoung\"")]
    [InlineData("(externalId eq j-y@x.com) and active eq True", "externalId eq \"j-y@x.com\" and active eq \"True\"")]
    public void Parse_UnquotedValue_OnlyInCompatible(string text, string canonical)
    {
        Assert.Equal(canonical, Sample.Value(FilterParser.Parse(text, null, Dialect.Compatible)).ToString());
        Sample.Failed(FailureKind.InvalidFilter, FilterParser.Parse(text, null, Dialect.Strict));
    }

    [Fact]
    public void Parse_Malformed_NamesThePosition() =>
        Assert.Contains("character 11", Sample.Failed(FailureKind.InvalidFilter, FilterParser.Parse("a pr and (")).Detail, StringComparison.Ordinal);

    [Fact]
    public void Equals_SameListsByValue_AreEqual()
    {
        FilterExpression a = new PresentFilter(new AttributePath(null, "a", null));
        FilterExpression b = new PresentFilter(new AttributePath(null, "b", null));

        Assert.Equal(new AndFilter([a, b]), new AndFilter(new List<FilterExpression> { a, b }));
        Assert.Equal(new AndFilter([a, b]).GetHashCode(), new AndFilter([a, b]).GetHashCode());
        Assert.NotEqual<FilterExpression>(new AndFilter([a, b]), new OrFilter([a, b]));
        Assert.NotEqual(new AndFilter([a, b]), new AndFilter([b, a]));
    }
}
