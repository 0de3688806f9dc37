using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Users;

public sealed class ReplaceUserTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Fact]
    public async Task ReplaceUser_NoToken_Answers401() =>
        (await host.ClientOf(null).PutAsync($"/Users/{host.One.OwnerId}", Bodies.User("x"))).ShouldBeError(401);

    [Fact]
    public async Task ReplaceUser_OfAnotherWorkspace_Answers404AndChangesNothing()
    {
        var name = host.NewName();
        var id = await host.Client.CreateUserAsync(name);
        var before = await host.Client.GetAsync($"/Users/{id}");

        (await host.ClientOf(host.Two.Token).PutAsync($"/Users/{id}", Bodies.User(host.NewName()))).ShouldBeError(404);

        var after = await host.Client.GetAsync($"/Users/{id}");
        Assert.True(JsonNode.DeepEquals(before.Json, after.Json));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task ReplaceUser_MalformedBody_Answers400(string body) =>
        (await host.Client.PutAsync($"/Users/{host.One.OwnerId}", body)).ShouldBeError(400, "invalidSyntax");

    [Fact]
    public async Task ReplaceUser_IdOfAnotherInTheBody_ChangesTheOneOfThePath()
    {
        var a = await host.Client.CreateUserAsync(host.NewName());
        var b = await host.Client.CreateUserAsync(host.NewName());
        var before = await host.Client.GetAsync($"/Users/{b}");

        var answer = await host.Client.PutAsync(
            $"/Users/{a}",
            $$"""
            {"id":"{{b}}","meta":{"location":"{{ScimHost.BaseUrl}}/Users/{{b}}"},"userName":"{{host.NewName()}}"}
            """);

        Assert.Equal(a, answer.ShouldBe(200).Id);
        var after = await host.Client.GetAsync($"/Users/{b}");
        Assert.True(JsonNode.DeepEquals(before.Json, after.Json));
        Assert.Equal(before.Headers["ETag"], after.Headers["ETag"]);
    }

    [Fact]
    public async Task ReplaceUser_OldVersion_Answers412()
    {
        var name = host.NewName();
        var id = await host.Client.CreateUserAsync(name);
        var first = (await host.Client.GetAsync($"/Users/{id}")).Headers["ETag"];
        var body = $$"""{"userName":"{{name}}","title":"m4rk"}""";

        var second = await host.Client.PutAsync($"/Users/{id}", body, ("If-Match", first));
        var stale = await host.Client.PutAsync($"/Users/{id}", body, ("If-Match", first));
        var foreign = await host.Client.PutAsync($"/Users/{id}", body, ("If-Match", "\"e180ee84f0671b1\""));
        var any = await host.Client.PutAsync($"/Users/{id}", body, ("If-Match", "*"));

        Assert.NotEqual(first, second.ShouldBe(200).Headers["ETag"]);
        stale.ShouldBeError(412);
        foreign.ShouldBeError(412);
        any.ShouldBe(200);
    }

    [Fact]
    public async Task ReplaceUser_NameOfAnother_Answers409()
    {
        var taken = host.NewName();
        await host.Client.CreateUserAsync(taken);
        var id = await host.Client.CreateUserAsync(host.NewName());

        (await host.Client.PutAsync($"/Users/{id}", Bodies.User(taken.ToUpperInvariant()))).ShouldBeError(409, "uniqueness");
    }
}
