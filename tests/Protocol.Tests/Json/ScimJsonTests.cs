using System.Text;
using CsCheck;
using TeamAccess.Protocol.Json;

namespace TeamAccess.Protocol.Tests.Json;

public sealed class ScimJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"userName":"x","USERNAME":"y"}""")]
    [InlineData("""{"a":[{"b":{"value":1,"Value":1}}]}""")]
    public void ParseObject_MemberTwiceInAnyCase_InvalidSyntax(string json) => Refused(json);

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"\udc00x"}""")]
    [InlineData("""{"\ud83d":1}""")]
    [InlineData("""{"a":"\u0000"}""")]
    [InlineData("""{"a":"x\u0007"}""")]
    [InlineData("""{"a":"\u007f"}""")]
    [InlineData("""{"a\tb":1}""")]
    [InlineData("{\"a\":\"\n\"}")]
    public void ParseObject_LoneSurrogateOrControlCharacter_InvalidSyntax(string json) => Refused(json);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[]")]
    [InlineData("[1")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("/* no */{}")]
    [InlineData("{} // no")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":")]
    public void ParseObject_NotOneJsonObject_InvalidSyntax(string json) => Refused(json);

    [Fact]
    public void ParseObject_BadUtf8_InvalidSyntax() =>
        Sample.Failed(FailureKind.InvalidSyntax, ScimJson.ParseObject("{\"a\":\"\u00ff\"}".Select(c => (byte)c).ToArray()));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(50_000, false)]
    public void ParseObject_Nested_UpToTheLimit(int depth, bool accepted)
    {
        var json = "{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";

        Assert.Equal(accepted, ScimJson.ParseObject(Encoding.UTF8.GetBytes(json)).TryGet(out _, out _));
    }

    [Fact]
    public void ParseObject_TextNumbersAndBom_KeptExactly()
    {
        var parsed = Sample.Json("\uFEFF{\"a\":\"tab\\t lf\\n \\ud83d\\ude00\",\"b\":1.10,\"c\":1e400,\"d\":null,\"e\":[true,{}]}");

        Assert.Equal("tab\t lf\n 😀", parsed["a"]!.GetValue<string>());
        Assert.Equal("1.10", parsed["b"]!.ToJsonString());
        Assert.Equal("1e400", parsed["c"]!.ToJsonString());
        Assert.True(parsed.ContainsKey("D"));
        Sample.Equal("[true,{}]", parsed["e"]);
    }

    [Fact]
    public void ParseObject_RandomBytes_NeverThrows() =>
        Gen.Byte.Array[0, 200].Sample(bytes => ScimJson.ParseObject(bytes).Match(_ => true, _ => true), iter: 5_000);

    [Fact]
    public void ParseObject_MutatedBody_NeverThrows()
    {
        var body = Encoding.UTF8.GetBytes(Sample.User().ToJsonString());

        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte).Sample(
            (at, with) =>
            {
                var mutated = body.ToArray();
                mutated[at] = with;
                return ScimJson.ParseObject(mutated).Match(_ => true, _ => true);
            },
            iter: 5_000);
    }

    private static void Refused(string json) =>
        Sample.Failed(FailureKind.InvalidSyntax, ScimJson.ParseObject(Encoding.UTF8.GetBytes(json)));
}
