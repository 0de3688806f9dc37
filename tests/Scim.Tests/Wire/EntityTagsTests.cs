using TeamAccess.Scim.Wire;

namespace TeamAccess.Scim.Tests.Wire;

public sealed class EntityTagsTests
{
    [Theory]
    [InlineData("W/\"7\"", new long[] { 7 }, false)]
    [InlineData("\"7\"", new long[] { 7 }, false)]
    [InlineData("7", new long[] { 7 }, false)]
    [InlineData("w/\"7\", \"8\" ,W/\"x\"", new long[] { 7, 8 }, false)]
    [InlineData("*", new long[0], true)]
    [InlineData("", new long[0], false)]
    [InlineData("W/\"-7\"", new long[0], false)]
    [InlineData("W/\"99999999999999999999\"", new long[0], false)]
    public void Parse_Header_FindsVersions(string header, long[] versions, bool any)
    {
        var parsed = EntityTags.Parse(header)!;

        Assert.Equal(versions, parsed.Versions);
        Assert.Equal(any, parsed.Any);
    }

    [Fact]
    public void Parse_NoHeader_IsNoCondition() => Assert.Null(EntityTags.Parse(default));
}
