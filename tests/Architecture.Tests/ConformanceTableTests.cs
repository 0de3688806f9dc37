using System.Text.RegularExpressions;

namespace TeamAccess.Architecture.Tests;

/// <summary>docs/conformance.md names tests; a name that no test has is a promise that nothing holds.</summary>
public sealed partial class ConformanceTableTests
{
    [Fact]
    public void Conformance_EveryTestNamed_Exists()
    {
        var existing = Tests().ToHashSet(StringComparer.Ordinal);
        var named = Named().Matches(Document()).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.Equal([], named.Where(test => !existing.Contains(test)));
    }

    [Fact]
    public void Conformance_EveryRow_NamesATestOrAReason()
    {
        var rows = Document().Split('\n').Where(line => Row().IsMatch(line)).ToList();

        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, row => !Named().IsMatch(row) && !Reason().IsMatch(row));
    }

    private static string Document() => File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "conformance.md"));

    private static IEnumerable<string> Tests()
    {
        foreach (var (_, lines) in SourceTree.Files("tests"))
        {
            var type = "";
            foreach (var line in lines)
            {
                type = TestClass().Match(line) is { Success: true } found ? found.Groups[1].Value : type;
                if (TestMethod().Match(line) is { Success: true } method)
                {
                    yield return $"{type}.{method.Groups[1].Value}";
                }
            }
        }
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| \d")]
    private static partial Regex Row();

    [GeneratedRegex("deliberately otherwise|not built yet|does not apply|the deployment's")]
    private static partial Regex Reason();

    [GeneratedRegex(@"class (\w+Tests)\b")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex TestMethod();
}
