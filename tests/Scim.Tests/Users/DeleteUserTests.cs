using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Users;

public sealed class DeleteUserTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Fact]
    public async Task DeleteUser_NoToken_Answers401() =>
        (await host.ClientOf(null).DeleteAsync($"/Users/{host.One.OwnerId}")).ShouldBeError(401);

    [Fact]
    public async Task DeleteUser_OfAnotherWorkspace_Answers404AndLeavesIt()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        (await host.ClientOf(host.Two.Token).DeleteAsync($"/Users/{id}")).ShouldBeError(404);

        (await host.Client.GetAsync($"/Users/{id}")).ShouldBe(200);
    }

    [Fact]
    public async Task DeleteUser_Done_IsGoneForEveryMethod()
    {
        var name = host.NewName();
        var id = await host.Client.CreateUserAsync(name);

        var answer = await host.Client.DeleteAsync($"/Users/{id}");

        Assert.Null(answer.ShouldBe(204).Json);
        (await host.Client.GetAsync($"/Users/{id}")).ShouldBeError(404);
        (await host.Client.PutAsync($"/Users/{id}", Bodies.User(name))).ShouldBeError(404);
        (await host.Client.PatchAsync($"/Users/{id}", """[{"op":"add","path":"active","value":true}]""")).ShouldBeError(404);
        (await host.Client.DeleteAsync($"/Users/{id}")).ShouldBeError(404);
        Assert.NotEqual(id, await host.Client.CreateUserAsync(name));
    }

    [Fact]
    public async Task DeleteUser_OldVersion_Answers412()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        (await host.Client.DeleteAsync($"/Users/{id}", ("If-Match", "W/\"999\""))).ShouldBeError(412);

        (await host.Client.GetAsync($"/Users/{id}")).ShouldBe(200);
    }
}
