using CsCheck;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Protocol.Tests.Filter;

/// <summary>Inputs that have brought down recursive parsers; a stack overflow would end the test process.</summary>
public sealed class FilterHostileTests
{
    private static readonly FilterLimits Boundless = new() { MaxLength = int.MaxValue, MaxTerms = int.MaxValue };

    [Theory]
    [InlineData("(", 50_000, "")]
    [InlineData("(", 8_000, "a pr")]
    [InlineData("not (", 10_000, "")]
    [InlineData("a[", 10_000, "")]
    [InlineData("a[(", 10_000, "b pr")]
    [InlineData("a eq 1 or ", 5_000, "!")]
    [InlineData("a eq 1 and (", 5_000, "!")]
    [InlineData("\\\"", 10_000, "")]
    [InlineData("a.", 10_000, "")]
    [InlineData(":", 16_000, "")]
    public void Parse_Hostile_InvalidFilter(string unit, int times, string end)
    {
        var text = string.Concat(Enumerable.Repeat(unit, times)) + end;

        Sample.Failed(FailureKind.InvalidFilter, FilterParser.Parse(text));
        Sample.Failed(FailureKind.InvalidFilter, FilterParser.Parse(text, Boundless));
    }

    [Fact]
    public void Parse_LongFlatChain_OneListThatPrintsAndBinds()
    {
        var text = string.Join(" or ", Enumerable.Range(0, 30_000).Select(i => $"userName eq \"{i}\""));

        var filter = Sample.Value(FilterParser.Parse(text, Boundless));

        Assert.Equal(30_000, Assert.IsType<OrFilter>(filter).Operands.Count);
        Assert.Equal(text, filter.ToString());
        Assert.False(Sample.Value(FilterEvaluator.Bind(filter, ResourceCatalog.BuiltIn.User, Dialect.Strict))(Sample.User()));
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Parse_Depth_UpToTheLimit(int depth, bool accepted)
    {
        foreach (var opening in new[] { "(", "not (" })
        {
            var text = string.Concat(Enumerable.Repeat(opening, depth)) + "a pr" + new string(')', depth);

            Assert.Equal(accepted, FilterParser.Parse(text).TryGet(out _, out _));
        }
    }

    [Fact]
    public void Parse_LengthAndTerms_UpToTheLimit()
    {
        var limits = new FilterLimits { MaxLength = 20, MaxTerms = 2 };

        Assert.True(FilterParser.Parse("a pr or b pr", limits).TryGet(out _, out _));
        Sample.Failed(FailureKind.InvalidFilter, FilterParser.Parse("a pr or b pr or c pr", limits));
        Sample.Failed(FailureKind.InvalidFilter, FilterParser.Parse(new string(' ', 17) + "a pr", limits));
    }

    [Fact]
    public void Bind_TreeDeeperThanAnyParsed_InvalidFilter()
    {
        FilterExpression filter = Sample.Value(FilterParser.Parse("userName pr"));
        for (var i = 0; i < 100_000; i++)
        {
            filter = new NotFilter(filter);
        }

        Sample.Failed(FailureKind.InvalidFilter, FilterEvaluator.Bind(filter, ResourceCatalog.BuiltIn.User, Dialect.Strict));
        Assert.Equal(filter, new NotFilter(((NotFilter)filter).Operand));
    }

    [Fact]
    public void Parse_RandomText_NeverThrows() =>
        Gen.String[Gen.Char["ab. \"\\()[]:$-1e0nortpqcudNULL\t\ud800\u0000é"], 0, 60].Sample(
            text => FilterParser.Parse(text, null, Dialect.Compatible).Match(filter => filter.ToString().Length > 0, _ => true),
            iter: 20_000);

    [Fact]
    public void Parse_RandomTokens_NeverThrows() =>
        Gen.OneOf("a", "not", "(", ")", "[", "]", "eq", "pr", "and", "or", "\"x\"", "1", "null", " ", " ", " ", ".", "\\")
            .Array[0, 25].Sample(
                tokens => FilterParser.Parse(string.Concat(tokens)).Match(filter => filter.ToString().Length > 0, _ => true),
                iter: 20_000);
}
