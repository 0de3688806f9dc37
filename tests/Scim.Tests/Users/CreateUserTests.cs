using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Users;

public sealed class CreateUserTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Fact]
    public async Task CreateUser_NoToken_Answers401() =>
        (await host.ClientOf(null).PostAsync("/Users", Bodies.User(host.NewName()))).ShouldBeError(401);

    [Fact]
    public async Task CreateUser_NameTakenInAnotherWorkspace_IsNoConflict()
    {
        var name = host.NewName();
        await host.Client.CreateUserAsync(name);

        var answer = await host.ClientOf(host.Two.Token).PostAsync("/Users", Bodies.User(name));

        answer.ShouldBe(201);
    }

    [Theory]
    [InlineData("", "invalidSyntax")]
    [InlineData("{\"userName\":", "invalidSyntax")]
    [InlineData("[]", "invalidSyntax")]
    [InlineData("null", "invalidSyntax")]
    [InlineData("\"text\"", "invalidSyntax")]
    [InlineData("{\"userName\":\"a\"} x", "invalidSyntax")]
    [InlineData("{}", "invalidValue")]
    [InlineData("{\"userName\":\"\"}", "invalidValue")]
    [InlineData("{\"userName\":null}", "invalidValue")]
    [InlineData("{\"userName\":{}}", "invalidValue")]
    [InlineData("{\"userName\":\"m4rk\",\"active\":\"maybe\"}", "invalidValue")]
    public async Task CreateUser_MalformedBody_Answers400(string body, string scimType) =>
        (await host.Client.PostAsync("/Users", body)).ShouldBeError(400, scimType);

    [Fact]
    public async Task CreateUser_Answered_HasLocationTagAndMeta()
    {
        var answer = await host.Client.PostAsync("/Users", Bodies.User(host.NewName()));

        answer.ShouldBe(201);
        Assert.Equal("application/scim+json", answer.MediaType);
        Assert.Equal($"{ScimHost.BaseUrl}/Users/{answer.Id}", answer.Headers["Location"]);
        Assert.Equal(answer.Headers["Location"], answer["meta"]!["location"]!.GetValue<string>());
        Assert.Equal(answer.Headers["ETag"], answer["meta"]!["version"]!.GetValue<string>());
        Assert.Equal("User", answer["meta"]!["resourceType"]!.GetValue<string>());
        Assert.True(answer["active"]!.GetValue<bool>());
        Assert.Equal("urn:ietf:params:scim:schemas:core:2.0:User", answer["schemas"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task CreateUser_NameTakenInOtherCase_Answers409WithoutNamingTheOther()
    {
        var name = host.NewName();
        var id = await host.Client.CreateUserAsync(name);

        var answer = await host.Client.PostAsync("/Users", Bodies.User(name.ToUpperInvariant()));

        answer.ShouldBeError(409, "uniqueness");
        Assert.DoesNotContain(id, answer.Json!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateUser_FiftyAtOnce_MakesOne()
    {
        var name = host.NewName();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => host.Client.PostAsync("/Users", Bodies.User(name))));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(49, answers.Count(answer => answer.Status == 409));
        var found = await host.Client.GetAsync($"/Users?filter=userName eq \"{name}\"");
        Assert.Equal(1, found["totalResults"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("admin")]
    [InlineData("owner's id")]
    [InlineData("new uuid")]
    public async Task CreateUser_ExternalIdLikeAnInternalOne_StaysData(string externalId)
    {
        externalId = externalId switch
        {
            "owner's id" => host.One.OwnerId.ToString(),
            "new uuid" => "0192f0c1-2b3c-7def-8abc-0123456789ab",
            _ => externalId,
        };
        var ownerBefore = await host.Client.GetAsync($"/Users/{host.One.OwnerId}");

        var answer = await host.Client.PostAsync(
            "/Users", $$"""{"userName":"{{host.NewName()}}","externalId":"{{externalId}}","id":"{{externalId}}"}""");

        answer.ShouldBe(201);
        Assert.NotEqual(externalId, answer.Id);
        Assert.Equal(externalId, answer["externalId"]!.GetValue<string>());
        var ownerAfter = await host.Client.GetAsync($"/Users/{host.One.OwnerId}");
        Assert.True(JsonNode.DeepEquals(ownerBefore.Json, ownerAfter.Json));
    }

    [Fact]
    public async Task CreateUser_Password_IsNeitherKeptNorShown()
    {
        var answer = await host.Client.PostAsync(
            "/Users?attributes=password,userName", $$"""{"userName":"{{host.NewName()}}","password":"m4rk-secret"}""");

        answer.ShouldBe(201);
        Assert.DoesNotContain("m4rk-secret", answer.Json!.ToJsonString(), StringComparison.Ordinal);
        (await host.Client.GetAsync("/Users?filter=password eq \"m4rk-secret\"")).ShouldBeError(400, "invalidFilter");
        (await host.Client.GetAsync("/Users?filter=password pr")).ShouldBeError(400, "invalidFilter");
    }

    [Fact]
    public async Task CreateUser_AttributesAsked_AnswersOnlyThese()
    {
        var answer = await host.Client.PostAsync(
            "/Users?attributes=userName", $$"""{"userName":"{{host.NewName()}}","displayName":"m4rk D"}""");

        answer.ShouldBe(201);
        Assert.Null(answer["displayName"]);
        Assert.NotNull(answer["userName"]);
        Assert.NotNull(answer.Headers["Location"]);
    }

    [Fact]
    public async Task CreateUser_NoSeatLeft_Answers403NamingTheLimit()
    {
        var full = await TestWorkspaces.CreateAsync(host.Services, "full", Protocol.Dialect.Compatible, seatLimit: 1);

        var answer = await host.ClientOf(full.Token).PostAsync("/Users", Bodies.User(host.NewName()));

        answer.ShouldBeError(403);
        Assert.Contains("1", answer["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
