using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Users;

/// <summary>A strict connection is read to the letter of the RFC.</summary>
public sealed class StrictConnectionTests(ScimHost host) : IClassFixture<ScimHost>
{
    private ScimClient Client => host.ClientOf(host.Strict.Token);

    [Theory]
    [InlineData("\"active\":\"True\"", "invalidValue")]
    [InlineData("\"favouriteColour\":\"red\"", "invalidSyntax")]
    [InlineData("\"emails\":{\"value\":\"x@m4rk.example\"}", "invalidValue")]
    public async Task CreateUser_ToleratedShape_Answers400(string member, string scimType)
    {
        var body = $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{host.NewName()}}",{{member}}}""";

        (await Client.PostAsync("/Users", body)).ShouldBeError(400, scimType);
        (await host.Client.PostAsync("/Users", body)).ShouldBe(201);
    }

    [Fact]
    public async Task CreateUser_ByTheBook_Answers201() =>
        (await Client.PostAsync("/Users", Bodies.User(host.NewName()))).ShouldBe(201);

    [Fact]
    public async Task PatchUser_PathOnlyAnExtensionHas_Answers400()
    {
        var id = await Client.CreateUserAsync(host.NewName());

        (await Client.PatchAsync($"/Users/{id}", """[{"op":"add","path":"department","value":"m4rk"}]"""))
            .ShouldBeError(400, "invalidPath");
    }
}
