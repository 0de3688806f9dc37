using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Conformance;

/// <summary>What RFC 7644 §3.1 to §3.14 and RFC 7643 §3.1 ask of the HTTP around a resource.</summary>
public sealed class HttpTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const string Unknown = "0192f0c1-2b3c-7def-8abc-0123456789ab";

    [Theory]
    [InlineData("/Users")]
    [InlineData("/Groups")]
    public async Task Resource_ShownByAnyMethod_SaysWhereItIs(string endpoint)
    {
        var body = BodyFor(endpoint);
        var created = (await host.Client.PostAsync(endpoint, body)).ShouldBe(201);
        var path = $"{endpoint}/{created.Id}";
        const string Rename = """[{"op":"add","path":"externalId","value":"m4rk"}]""";

        ScimAnswer[] answers =
        [
            created,
            await host.Client.GetAsync(path),
            await host.Client.PutAsync(path, body),
            await host.Client.PatchAsync($"{path}?attributes=meta", Rename),
            await host.Client.GetAsync($"{path}?attributes=meta.location"),
        ];

        Assert.All(answers, answer =>
        {
            Assert.Equal($"{ScimHost.BaseUrl}{path}", answer.Headers["Content-Location"]);
            Assert.Equal(answer.Headers["Content-Location"], answer["meta"]!["location"]!.GetValue<string>());
        });
    }

    [Fact]
    public async Task Get_IfMatch_AnswersOnlyThatVersion()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        await host.Client.CreateGroupAsync(host.NewName(), user);
        var tag = (await host.Client.GetAsync($"/Users/{user}")).Headers["ETag"];

        (await host.Client.GetAsync($"/Users/{user}", ("If-Match", tag))).ShouldBe(200);
        (await host.Client.GetAsync($"/Users/{user}", ("If-Match", "W/\"1\""))).ShouldBe(200);
        (await host.Client.GetAsync($"/Users/{user}", ("If-Match", "*"))).ShouldBe(200);
        (await host.Client.GetAsync($"/Users/{user}", ("If-Match", "W/\"99\""))).ShouldBeError(412);
        (await host.Client.GetAsync($"/Users/{user}", ("If-Match", "\"none of ours\""))).ShouldBeError(412);
    }

    [Fact]
    public async Task Put_UnknownId_CreatesNothing()
    {
        var name = host.NewName();

        (await host.Client.PutAsync($"/Users/{Unknown}", Bodies.User(name))).ShouldBeError(404);
        (await host.Client.PutAsync($"/Groups/{Unknown}", Bodies.Group(name))).ShouldBeError(404);

        Assert.Equal(0, await CountAsync($"/Users?filter=userName eq \"{name}\""));
        Assert.Equal(0, await CountAsync($"/Groups?filter=displayName eq \"{name}\""));
    }

    [Fact]
    public async Task Delete_Done_HasNoBodyAndFreesTheName()
    {
        var name = host.NewName();
        var user = await host.Client.CreateUserAsync(name);

        var deleted = await host.Client.DeleteAsync($"/Users/{user}");

        Assert.Null(deleted.ShouldBe(204).Json);
        Assert.Null(deleted.MediaType);
        Assert.NotEqual(user, await host.Client.CreateUserAsync(name));
        Assert.Equal(1, await CountAsync($"/Users?filter=userName eq \"{name}\""));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    [InlineData("no type")]
    public async Task Get_AcceptOfNothingWeHave_AnswersScimAllTheSame(string accept)
    {
        var answer = await host.Client.GetAsync("/Users?count=0", ("Accept", accept));

        Assert.Equal("application/scim+json", answer.ShouldBe(200).MediaType);
    }

    [Theory]
    [InlineData("/Users/")]
    [InlineData("/users")]
    public async Task Get_PathSpeltOtherwise_IsTheSameEndpoint(string path) =>
        (await host.Client.GetAsync(path)).ShouldBe(200);

    [Fact]
    public async Task ETag_OfAnUnchangedResource_StaysAsItIs()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        const string Add = """[{"op":"add","path":"emails","value":[{"value":"m4rk@m4rk.example","type":"work"}]}]""";
        var once = (await host.Client.PatchAsync($"/Users/{user}", Add)).ShouldBe(200);

        var twice = (await host.Client.PatchAsync($"/Users/{user}", Add)).ShouldBe(200);

        Assert.Equal(once.Headers["ETag"], twice.Headers["ETag"]);
        Assert.Equal(
            once["meta"]!["lastModified"]!.GetValue<string>(), twice["meta"]!["lastModified"]!.GetValue<string>());
    }

    private async Task<int> CountAsync(string path) => (await host.Client.GetAsync(path))["totalResults"]!.GetValue<int>();

    private string BodyFor(string endpoint) =>
        endpoint == "/Users" ? Bodies.User(host.NewName()) : Bodies.Group(host.NewName());
}
