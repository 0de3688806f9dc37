namespace TeamAccess.Architecture.Tests;

public sealed class SourceStyleTests
{
    private const int MaxSourceLines = 400;
    private const int MaxTestLines = 600;

    private static readonly string[] Catchalls = ["Helper", "Helpers", "Util", "Utils", "Utilities", "Extensions", "Manager"];

    [Theory]
    [InlineData("src", MaxSourceLines)]
    [InlineData("tests", MaxTestLines)]
    public void File_IsNotTooLong(string folder, int limit) =>
        Assert.DoesNotContain(SourceTree.Files(folder), file => file.Lines.Length > limit);

    [Fact]
    public void File_IsNotNamedAfterNothing() => Assert.DoesNotContain(
        SourceTree.Files("src").Select(file => Path.GetFileNameWithoutExtension(file.Path)),
        name => Catchalls.Any(word => name.EndsWith(word, StringComparison.Ordinal)));

    [Theory]
    [InlineData("#region")]
    [InlineData("#nullable disable")]
    [InlineData("NotImplementedException")]
    public void Source_Holds_Never(string text) => Assert.DoesNotContain(
        SourceTree.Files("src"), file => file.Lines.Any(line => line.Contains(text, StringComparison.Ordinal)));
}
