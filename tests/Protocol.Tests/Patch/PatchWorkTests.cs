using System.Text.Json.Nodes;
using TeamAccess.Protocol.Patch;

namespace TeamAccess.Protocol.Tests.Patch;

/// <summary>Bodies within every other limit whose operations multiply with the values they go through.</summary>
public sealed class PatchWorkTests
{
    public static TheoryData<string> Multiplying() =>
    [
        """{"op":"replace","path":"emails[not (value co \"zz\")].primary","value":true}""",
        """{"op":"remove","path":"emails[value co \"zz\" or display co \"zz\"]"}""",
        $$"""{"op":"remove","path":"emails","value":[{{Many(900, "{\"display\":\"d{0}\"}")}}]}""",
        """{"op":"add","path":"emails","value":[{"value":"e5@m4rk.example"}]}""",
    ];

    [Theory]
    [MemberData(nameof(Multiplying))]
    public void Apply_ManyOperationsOverManyValues_TooMany(string operation)
    {
        var operations = Enumerable.Repeat(operation, 1_000).ToArray();

        Sample.Failed(FailureKind.TooMany, Sample.Patch(UserWith(1_000), Dialect.Compatible, operations));
    }

    [Fact]
    public void Apply_OneLongTextUnderManyFilters_TooMany()
    {
        var user = UserWith(1);
        user["emails"]![0]!["display"] = new string('x', 60_000);
        var operations = Enumerable.Repeat("""{"op":"remove","path":"emails[display co \"zz\"]"}""", 1_000).ToArray();

        Sample.Failed(FailureKind.TooMany, Sample.Patch(user, Dialect.Compatible, operations));
    }

    [Fact]
    public void Apply_AsMuchAsAnyClientMeans_IsFine()
    {
        var operations = Enumerable.Range(0, PatchRequest.MaxOperations)
            .Select(i => $$"""{"op":"replace","path":"emails[value eq \"e{{i % 10}}@m4rk.example\"].display","value":"d{{i}}"}""")
            .ToArray();

        Sample.Value(Sample.Patch(UserWith(20), Dialect.Compatible, operations));
    }

    [Fact]
    public void Apply_OneOperationOnALargeList_IsFine()
    {
        var patched = Sample.Value(Sample.Patch(
            UserWith(30_000),
            Dialect.Compatible,
            $$"""{"op":"remove","path":"emails","value":[{{Many(1_000, "{\"value\":\"e{0}@m4rk.example\"}")}}]}"""));

        Assert.Equal(29_000, patched["emails"]!.AsArray().Count);
    }

    private static JsonObject UserWith(int emails)
    {
        var user = Sample.User();
        user["emails"] = JsonNode.Parse($"[{Many(emails, "{\"value\":\"e{0}@m4rk.example\"}")}]");
        return user;
    }

    private static string Many(int count, string template) => string.Join(
        ',', Enumerable.Range(0, count).Select(i => template.Replace("{0}", $"{i}", StringComparison.Ordinal)));
}
