using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Hostile;

/// <summary>What nobody sends by accident.</summary>
public sealed class HostileInputTests(ScimHost host) : IClassFixture<ScimHost>
{
    public static TheoryData<string> BadJson() =>
    [
        """{"userName":"m4rk a","userName":"m4rk b"}""",
        """{"userName":"m4rk a","USERNAME":"m4rk b"}""",
        """{"userName":"m4rk a","active":true,"Active":false}""",
        """{"userName":"m4rk a","name":{"givenName":"x","GivenName":"y"}}""",
        """{"userName":"m4rk a","emails":[{"value":"x","VALUE":"y"}]}""",
        """{"userName":"m4rk \ud800"}""",
        """{"userName":"\udc00 m4rk"}""",
        """{"userName":"m4rk a","displayName":"x\ud800y"}""",
        """{"userName":"m4rk a","unknown":"\ud800"}""",
        """{"userName":"m4rk a","\ud800":"x"}""",
        """{"userName":"m4rk \u0000"}""",
        """{"userName":"m4rk a","displayName":"\u0000"}""",
        """{"userName":"m4rk a","displayName":"\u001b[31m"}""",
        """{"userName":"m4rk a",}""",
        """{"userName":"m4rk a" /* x */}""",
        """{'userName':'m4rk a'}""",
        """{"userName":NaN}""",
        "{\"userName\":\"m4rk\ta\"}",
    ];

    [Theory]
    [MemberData(nameof(BadJson))]
    public async Task Post_JsonThatTwoReadersReadDifferently_Answers400(string body)
    {
        var before = (await host.Client.GetAsync("/Users?count=0"))["totalResults"]!.GetValue<int>();

        (await host.Client.PostAsync("/Users", body)).ShouldBeError(400, "invalidSyntax");

        Assert.Equal(before, (await host.Client.GetAsync("/Users?count=0"))["totalResults"]!.GetValue<int>());
    }

    [Fact]
    public async Task Post_BadUtf8_Answers400()
    {
        var body = "{\"userName\":\"m4rk "u8.ToArray().Concat(new byte[] { 0xC3, 0x28 }).Concat("\"}"u8.ToArray()).ToArray();

        (await host.Client.SendContentAsync("POST", "/Users", new ByteArrayContent(body))).ShouldBeError(400, "invalidSyntax");
    }

    public static TheoryData<string> BadFilters() =>
    [
        string.Concat(Enumerable.Repeat("(", 5_000)) + "userName pr" + string.Concat(Enumerable.Repeat(")", 5_000)),
        string.Concat(Enumerable.Repeat("(", 5_000)),
        string.Concat(Enumerable.Repeat("not (", 3_000)),
        string.Concat(Enumerable.Repeat("emails[", 2_000)),
        "userName pr" + string.Concat(Enumerable.Repeat(" or a pr", 1_500)),
        "userName eq \"x",
        "userName eq \"\\ud800\"",
        "userName eq 1 2",
        "__proto__ eq \"x\"",
        "userName eq \"x\" or 1=1",
    ];

    [Theory]
    [MemberData(nameof(BadFilters))]
    public async Task Search_FilterMadeToHurt_Answers400(string filter)
    {
        var body = new System.Text.Json.Nodes.JsonObject { ["filter"] = filter }.ToJsonString();

        (await host.Client.PostAsync("/Users/.search", body)).ShouldBeError(400, "invalidFilter");
        (await host.Client.PostAsync("/Groups/.search", body)).ShouldBeError(400, "invalidFilter");
    }

    [Theory]
    [InlineData("emails[")]
    [InlineData("__proto__")]
    [InlineData("constructor.prototype")]
    [InlineData("name..givenName")]
    [InlineData("emails[type eq \\\"work\\\"].value.value")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User")]
    public async Task Patch_PathMadeToHurt_NeverAnswers500(string path)
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        var answer = await host.Client.PatchAsync(
            $"/Users/{id}", $$"""[{"op":"replace","path":"{{path}}","value":"m4rk"}]""");

        Assert.True(answer.Status is 200 or 400, $"Status {answer.Status}");
    }

    [Fact]
    public async Task Patch_DeepPath_Answers400()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());
        var path = "emails[" + string.Concat(Enumerable.Repeat("(", 10_000));

        Assert.Equal(400, (await host.Client.PatchAsync($"/Users/{id}", $$"""[{"op":"remove","path":"{{path}}"}]""")).Status);
    }

    [Fact]
    public async Task Post_NameWithMarkup_ComesBackAsItIs()
    {
        var name = $"<script>alert('{ScimHost.Marker}')</script>@{ScimHost.Marker}.example";

        var answer = await host.Client.PostAsync("/Users", Bodies.User(name));

        Assert.Equal(name, answer.ShouldBe(201)["userName"]!.GetValue<string>());
        Assert.Equal("application/scim+json", answer.MediaType);
    }

    [Fact]
    public async Task Get_NewlinesInTheId_ForgeNoLogLine()
    {
        (await host.Client.GetAsync("/Users/x%0d%0aerror:%20forged")).ShouldBeError(404);

        Assert.DoesNotContain(host.Logs.Lines, line => line.Text.StartsWith("error: forged", StringComparison.Ordinal));
    }
}
