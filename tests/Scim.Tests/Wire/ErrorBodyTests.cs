using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Wire;

/// <summary>Every refusal has the form of RFC 7644 §3.12, whoever makes it.</summary>
public sealed class ErrorBodyTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Theory]
    [InlineData("GET", "/Nothing", 404)]
    [InlineData("GET", "/Users/x/y", 404)]
    [InlineData("DELETE", "/Users", 405)]
    [InlineData("PUT", "/Groups", 405)]
    [InlineData("POST", "/Users/x", 405)]
    [InlineData("GET", "/Users/.search", 405)]
    [InlineData("PUT", "/Users/.search", 405)]
    [InlineData("FOO", "/Users", 405)]
    [InlineData("POST", "", 405)]
    [InlineData("GET", "/.search", 405)]
    [InlineData("GET", "/Me", 403)]
    public async Task Request_NoSuchThing_AnswersScimError(string method, string path, int status)
    {
        var answer = await host.Client.SendAsync(method, path, method is "POST" or "PUT" ? "{}" : null);

        answer.ShouldBeError(status);
        Assert.Equal(status == 405, answer.Headers.ContainsKey("Allow"));
    }

    [Theory]
    [InlineData("/Users")]
    [InlineData("/Groups/x")]
    [InlineData("/Schemas")]
    public async Task Options_Endpoint_NamesItsMethods(string path)
    {
        var answer = (await host.Client.SendAsync("OPTIONS", path, null)).ShouldBe(204);

        Assert.Contains("GET", answer.Headers["Allow"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/scim+json; charset=iso-8859-1")]
    [InlineData("garbage")]
    public async Task Post_MediaTypeNotRead_Answers415(string contentType) =>
        (await host.Client.PostAsync("/Users", Bodies.User(host.NewName()), ("Content-Type", contentType))).ShouldBeError(415);

    [Fact]
    public async Task Post_CompressedBody_Answers415() =>
        (await host.Client.PostAsync("/Users", "x", ("Content-Encoding", "gzip"))).ShouldBeError(415);

    [Fact]
    public async Task Post_StrictConnectionWithoutContentType_Answers415()
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Post, "Users") { Content = content };

        var response = await host.ClientOf(host.Strict.Token).Http.SendAsync(request);

        (await ScimAnswer.ReadAsync(response)).ShouldBeError(415);
    }

    [Fact]
    public async Task Request_MalformedHttp_Answers400()
    {
        var (status, _) = await RawHttp.GetAsync(host.Address, "/scim/v2/Users%00", $"Authorization: Bearer {host.One.Token}\r\n");

        Assert.Equal(400, status);
    }
}
