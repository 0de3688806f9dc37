using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Paths;

namespace TeamAccess.Protocol.Tests.PublicData;

public sealed class PublicFilterTests
{
    /// <summary>What some of the sources take beyond the grammar of RFC 7644 Figure 1, and we do not.</summary>
    private static readonly (string Reason, Func<string, bool> Applies)[] BeyondTheGrammar =
    [
        ("not needs parentheses", text => HasNotWithoutParentheses(text)),
        ("a dollar sign only comes first in a name", text => text.IndexOf('$', StringComparison.Ordinal) is > 0 and var at
            && char.IsLetter(text[at - 1])),
        ("a value is JSON", text => text.Contains("123abc", StringComparison.Ordinal)),
        ("brackets are compared through a sub-attribute", text => text.Contains("] pr", StringComparison.Ordinal)
            || text.Contains("] co", StringComparison.Ordinal)),
        ("no brackets after a sub-attribute", text => text.Contains(".values[", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Parse_PublicCases_AgreeButForTheListed()
    {
        foreach (var item in SharedData.Cases("filter-and-path-strings.json"))
        {
            var text = (string)item["text"]!;
            var accepted = (string?)item["kind"] == "path"
                ? PatchPathParser.Parse(text).TryGet(out _, out var failure)
                : FilterParser.Parse(text).TryGet(out _, out failure);

            var expected = (bool)item["valid"]! && !BeyondTheGrammar.Any(rule => rule.Applies(text));
            Assert.True(accepted == expected, $"{text}: {failure?.Detail ?? "accepted"}");
        }
    }

    private static bool HasNotWithoutParentheses(string text)
    {
        var at = text.IndexOf("not ", StringComparison.OrdinalIgnoreCase);
        while (at >= 0 && text.AsSpan(at + 4).TrimStart().StartsWith("("))
        {
            at = text.IndexOf("not ", at + 4, StringComparison.OrdinalIgnoreCase);
        }

        return at >= 0;
    }
}
