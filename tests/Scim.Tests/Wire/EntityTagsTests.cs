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
    [InlineData("W/\"7-0a1b2c3d\"", new long[] { 7 }, false)]
    [InlineData("\"7-0A1B2C3D\", 8-00000000", new long[] { 7, 8 }, false)]
    [InlineData("W/\"7-\"", new long[0], false)]
    [InlineData("W/\"7-0a1b2c3\"", new long[0], false)]
    [InlineData("W/\"7-0a1b2c3x\"", new long[0], false)]
    [InlineData("W/\"-0a1b2c3d\"", new long[0], false)]
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

    [Theory]
    [InlineData("W/\"7-0a1b2c3d\"", true)]
    [InlineData("\"7-0a1b2c3d\"", true)]
    [InlineData("7-0a1b2c3d", true)]
    [InlineData("W/\"6\", w/\"7-0a1b2c3d\"", true)]
    [InlineData("*", true)]
    [InlineData("W/\"7\"", false)]
    [InlineData("W/\"7-0a1b2c3e\"", false)]
    [InlineData("", false)]
    public void NamesAny_Header_ComparesWholeTags(string header, bool named) =>
        Assert.Equal(named, EntityTags.NamesAny(header, "W/\"7-0a1b2c3d\""));

    [Fact]
    public void NamesAny_NoHeader_IsNoCondition() => Assert.False(EntityTags.NamesAny(default, "W/\"7\""));
}
