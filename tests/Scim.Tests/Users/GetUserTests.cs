using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Users;

public sealed class GetUserTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Fact]
    public async Task GetUser_NoToken_Answers401() =>
        (await host.ClientOf(null).GetAsync($"/Users/{host.One.OwnerId}")).ShouldBeError(401);

    [Fact]
    public async Task GetUser_OfAnotherWorkspace_LooksLikeAnUnknownOne()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        var others = (await host.ClientOf(host.Two.Token).GetAsync($"/Users/{id}")).ShouldBeError(404);
        var unknown = (await host.ClientOf(host.Two.Token).GetAsync($"/Users/{Guid.Empty}")).ShouldBeError(404);

        Assert.Equal(
            unknown["detail"]!.GetValue<string>().Replace(Guid.Empty.ToString(), "?", StringComparison.Ordinal),
            others["detail"]!.GetValue<string>().Replace(id, "?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("not-a-guid")]
    [InlineData("00919288221112222")]
    [InlineData("%0d%0aX")]
    [InlineData("a%2Fb")]
    [InlineData("{00000000-0000-0000-0000-000000000000}")]
    [InlineData("..%2fUsers")]
    public async Task GetUser_NoSuchId_Answers404(string id) =>
        (await host.Client.GetAsync($"/Users/{id}")).ShouldBeError(404);

    [Fact]
    public async Task GetUser_IdInOtherSpelling_IsNotAnother()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        var answer = await host.Client.GetAsync($"/Users/{id.ToUpperInvariant()}");

        Assert.True(answer.Status == 404 || answer.Id == id);
    }

    [Fact]
    public async Task GetUser_KnownVersion_Answers304()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());
        var tag = (await host.Client.GetAsync($"/Users/{id}")).Headers["ETag"];

        var same = await host.Client.GetAsync($"/Users/{id}", ("If-None-Match", tag));
        var other = await host.Client.GetAsync($"/Users/{id}", ("If-None-Match", "W/\"999\", \"x\""));
        var any = await host.Client.GetAsync($"/Users/{id}", ("If-None-Match", "*"));

        Assert.Equal(304, same.ShouldBe(304).Status);
        Assert.Null(same.Json);
        Assert.Equal(tag, same.Headers["ETag"]);
        other.ShouldBe(200);
        any.ShouldBe(304);
    }

    [Fact]
    public async Task GetUser_Attributes_AreChosen()
    {
        var id = (await host.Client.PostAsync(
            "/Users",
            $$"""
            {"name":{"givenName":"m4rk G","familyName":"m4rk F"},"displayName":"m4rk","userName":"{{host.NewName()}}"}
            """)).Id;

        var some = await host.Client.GetAsync($"/Users/{id}?attributes=name.givenName,meta.version");
        var others = await host.Client.GetAsync($"/Users/{id}?excludedAttributes=name,id,schemas");

        Assert.Equal(["id", "meta", "name", "schemas"], some.Json!.Select(member => member.Key).Order());
        Assert.Equal(["givenName"], some["name"]!.AsObject().Select(member => member.Key));
        Assert.Equal(["version"], some["meta"]!.AsObject().Select(member => member.Key));
        Assert.Null(others["name"]);
        Assert.NotNull(others["id"]);
        Assert.NotNull(others["displayName"]);
    }

    [Fact]
    public async Task GetUser_Head_HasTheHeadersOnly()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        var answer = await host.Client.SendAsync("HEAD", $"/Users/{id}", null);

        answer.ShouldBe(200);
        Assert.Null(answer.Json);
        Assert.NotEmpty(answer.Headers["ETag"]);
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json;q=0.9, text/plain", "application/json")]
    [InlineData("application/json, application/scim+json", "application/scim+json")]
    [InlineData("*/*", "application/scim+json")]
    [InlineData("text/html", "application/scim+json")]
    public async Task GetUser_Accept_ChoosesBetweenTheTwoTypes(string accept, string expected)
    {
        var answer = await host.Client.GetAsync($"/Users/{host.One.OwnerId}", ("Accept", accept));

        answer.ShouldBe(200);
        Assert.Equal(expected, answer.MediaType);
    }

    [Fact]
    public async Task GetUser_HostSpoofed_ChangesNoLocation()
    {
        var answer = await host.Client.GetAsync(
            $"/Users/{host.One.OwnerId}",
            ("Host", "evil.example"),
            ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-Proto", "gopher"),
            ("Forwarded", "host=evil.example"));

        answer.ShouldBe(200);
        Assert.Equal($"{ScimHost.BaseUrl}/Users/{host.One.OwnerId}", answer["meta"]!["location"]!.GetValue<string>());
    }
}
