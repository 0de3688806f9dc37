using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain;
using TeamAccess.Domain.Administration;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Users;

public sealed class PatchUserTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const string SetTitle = """[{"op":"replace","path":"title","value":"m4rk"}]""";

    [Fact]
    public async Task PatchUser_NoToken_Answers401() =>
        (await host.ClientOf(null).PatchAsync($"/Users/{host.One.OwnerId}", SetTitle)).ShouldBeError(401);

    [Fact]
    public async Task PatchUser_OfAnotherWorkspace_Answers404()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        (await host.ClientOf(host.Two.Token).PatchAsync($"/Users/{id}", SetTitle)).ShouldBeError(404);

        Assert.Null((await host.Client.GetAsync($"/Users/{id}"))["title"]);
    }

    [Theory]
    [InlineData("[]", "invalidSyntax")]
    [InlineData("null", "invalidSyntax")]
    [InlineData("[1]", "invalidSyntax")]
    [InlineData("""[{"op":"move","path":"title"}]""", "invalidSyntax")]
    [InlineData("""[{"path":"title","value":"x"}]""", "invalidSyntax")]
    [InlineData("""[{"op":"remove"}]""", "noTarget")]
    [InlineData("""[{"op":"replace","path":"emails[type eq","value":"x"}]""", "invalidPath")]
    [InlineData("""[{"op":"replace","path":"userName"}]""", "invalidValue")]
    [InlineData("""[{"op":"replace","path":"userName","value":""}]""", "invalidValue")]
    [InlineData("""[{"op":"remove","path":"userName"}]""", "mutability")]
    [InlineData("""[{"op":"replace","path":"active","value":"perhaps"}]""", "invalidValue")]
    [InlineData("""[{"op":"replace","path":"id","value":"x"}]""", "mutability")]
    [InlineData("""[{"op":"replace","path":"meta.created","value":"2020-01-01T00:00:00Z"}]""", "mutability")]
    public async Task PatchUser_MalformedBody_Answers400(string operations, string scimType)
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        (await host.Client.PatchAsync($"/Users/{id}", operations)).ShouldBeError(400, scimType);
    }

    [Fact]
    public async Task PatchUser_Answered_HasTheUserAndItsNewTag()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());
        var before = (await host.Client.GetAsync($"/Users/{id}")).Headers["ETag"];

        var answer = await host.Client.PatchAsync($"/Users/{id}", SetTitle);

        Assert.Equal("m4rk", answer.ShouldBe(200)["title"]!.GetValue<string>());
        Assert.NotEqual(before, answer.Headers["ETag"]);
        Assert.Equal(answer.Headers["ETag"], answer["meta"]!["version"]!.GetValue<string>());
    }

    [Fact]
    public async Task PatchUser_OldVersion_Answers412()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());
        var first = (await host.Client.GetAsync($"/Users/{id}")).Headers["ETag"];
        (await host.Client.PatchAsync($"/Users/{id}", SetTitle, ("If-Match", first))).ShouldBe(200);

        var stale = await host.Client.PatchAsync(
            $"/Users/{id}", """[{"op":"replace","path":"title","value":"m4rk 2"}]""", ("If-Match", first));

        stale.ShouldBeError(412);
    }

    [Fact]
    public async Task PatchUser_OneOperationFails_NoneApplies()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        var answer = await host.Client.PatchAsync(
            $"/Users/{id}",
            """[{"op":"replace","path":"title","value":"m4rk"},{"op":"replace","path":"active","value":"perhaps"}]""");

        answer.ShouldBeError(400, "invalidValue");
        Assert.Null((await host.Client.GetAsync($"/Users/{id}"))["title"]);
    }

    [Theory]
    [InlineData("""[{"op":"replace","path":"groups","value":[{"value":"x"}]}]""")]
    [InlineData("""[{"op":"add","path":"groups","value":[{"value":"x"}]}]""")]
    [InlineData("""[{"op":"replace","value":{"groups":[{"value":"x"}]}}]""")]
    [InlineData("""[{"op":"replace","value":{"GROUPS":[{"value":"x"}],"id":"x","meta":{"version":"W/\"9\""}}}]""")]
    public async Task PatchUser_ReadOnlyAttribute_NeverChanges(string operations)
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        var answer = await host.Client.PatchAsync($"/Users/{id}", operations);

        Assert.True(answer.Status is 200 or 400, $"Status {answer.Status}");
        var after = await host.Client.GetAsync($"/Users/{id}");
        Assert.Equal(id, after.Id);
        Assert.True(after["groups"] is null or System.Text.Json.Nodes.JsonArray { Count: 0 });
    }

    [Fact]
    public async Task PatchUser_RoleOwner_MakesNoSecondOwner()
    {
        var id = await host.Client.CreateUserAsync(host.NewName());

        await host.Client.PatchAsync($"/Users/{id}", """[{"op":"replace","path":"roles","value":[{"value":"Owner"}]}]""");

        var members = host.Services.GetRequiredService<MemberAdministration>();
        var found = TestWorkspaces.Value(
            await members.GetAsync(host.One.Owner, new MemberId(Guid.Parse(id)), CancellationToken.None));
        Assert.NotEqual("owner", found.Role.ToString().ToLowerInvariant());
    }
}
