using CsCheck;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Paths;
using TeamAccess.Protocol.Tests.Filter;

namespace TeamAccess.Protocol.Tests.Paths;

public sealed class PatchPathParserTests
{
    /// <summary>The examples of RFC 7644 §3.5.2, and the same with URNs.</summary>
    [Theory]
    [InlineData("members")]
    [InlineData("name.familyName")]
    [InlineData("addresses[type eq \"work\"]")]
    [InlineData("members[value eq \"2819c223-7f76-453a-919d-413861904646\"]")]
    [InlineData("members[value eq \"2819c223-7f76-453a-919d-413861904646\"].displayName")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:name.familyName")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq \"a]b\\\"c\"].value")]
    [InlineData("groups[not (type eq \"direct\") and value pr].$ref")]
    public void Parse_Valid_RoundTrips(string text) => Assert.Equal(text, Sample.Value(PatchPathParser.Parse(text)).ToString());

    [Fact]
    public void Parse_ValuePath_SplitsIntoItsParts()
    {
        var path = Sample.Value(PatchPathParser.Parse("urn:x:2.0:User:emails[primary eq true].value"));

        Assert.Equal(new AttributePath("urn:x:2.0:User", "emails", null), path.Target);
        Assert.Equal(Sample.Value(FilterParser.Parse("primary eq true")), path.ValueFilter);
        Assert.Equal("value", path.SubAttribute);
        Assert.Equal("urn:x:2.0:User:emails.value", path.Leaf.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a.b.c")]
    [InlineData("1a")]
    [InlineData("a:b")]
    [InlineData("urn:x:")]
    [InlineData("a]")]
    [InlineData("a[")]
    [InlineData("a[b pr")]
    [InlineData("a[b eq \"]")]
    [InlineData("[b pr]")]
    [InlineData("a.b[c pr]")]
    [InlineData("a[b pr]c")]
    [InlineData("a[b pr].")]
    [InlineData("a[b pr].c.d")]
    [InlineData("a[b pr][c pr]")]
    [InlineData("a[b pr] ")]
    public void Parse_Malformed_InvalidPath(string text) => Sample.Failed(FailureKind.InvalidPath, PatchPathParser.Parse(text));

    [Theory]
    [InlineData("a[]")]
    [InlineData("a[b]")]
    [InlineData("a[b[c pr]")]
    [InlineData("a[b eq x]")]
    [InlineData("a[b pr and]")]
    public void Parse_MalformedFilter_InvalidFilter(string text) =>
        Sample.Failed(FailureKind.InvalidFilter, PatchPathParser.Parse(text));

    [Theory]
    [InlineData("a[", 8_000)]
    [InlineData("a[(", 5_000)]
    [InlineData("a[\"", 5_000)]
    [InlineData("a.", 8_000)]
    [InlineData("a", 16_385)]
    public void Parse_Hostile_IsRefused(string unit, int times) =>
        Assert.False(PatchPathParser.Parse(string.Concat(Enumerable.Repeat(unit, times))).TryGet(out _, out _));

    [Fact]
    public void Parse_PrintedValuePath_EqualsThePath() => FilterGen.Any.Where(filter => !HasBrackets(filter)).Sample(
        filter =>
        {
            var path = new PatchPath(new AttributePath(null, "emails", null), filter, "value");
            return Sample.Value(PatchPathParser.Parse(path.ToString())).Equals(path);
        },
        iter: 2_000);

    [Fact]
    public void Parse_RandomText_NeverThrows() =>
        Gen.String[Gen.Char["ab.:[]()\"\\ $-1eqprnot\ud800"], 0, 40].Sample(
            text => PatchPathParser.Parse(text, Dialect.Compatible).Match(path => path.ToString().Length > 0, _ => true),
            iter: 20_000);

    private static bool HasBrackets(FilterExpression filter) => filter.ToString().Contains("emails[", StringComparison.Ordinal);
}
