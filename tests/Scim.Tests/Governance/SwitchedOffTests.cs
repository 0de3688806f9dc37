namespace TeamAccess.Scim.Tests.Governance;

public sealed class SwitchedOffTests(SwitchedOffHost host) : IClassFixture<SwitchedOffHost>
{
    [Fact]
    public async Task Discovery_SwitchedOff_NamesUserAndGroupOnly()
    {
        var types = (await host.Client.GetAsync("/ResourceTypes"))["Resources"]!.AsArray();
        var schemas = (await host.Client.GetAsync("/Schemas")).Json!.ToJsonString();

        Assert.Equal(["User", "Group"], types.Select(type => type!["id"]!.GetValue<string>()));
        Assert.DoesNotContain("okta", schemas, StringComparison.Ordinal);
        (await host.Client.GetAsync("/Schemas/urn:okta:scim:schemas:core:1.0:Role")).ShouldBeError(404);
    }

    [Theory]
    [InlineData("GET", "/Roles")]
    [InlineData("GET", "/Roles/Viewer")]
    [InlineData("POST", "/Roles/.search")]
    [InlineData("GET", "/Entitlements")]
    [InlineData("DELETE", "/Entitlements/x")]
    public async Task Request_SwitchedOff_Answers404(string method, string path) =>
        (await host.Client.SendAsync(method, path, method == "POST" ? "{}" : null)).ShouldBeError(404);

    [Fact]
    public async Task Roles_SwitchedOff_AreStillTakenAndRootHasUsersAndGroups()
    {
        var user = (await host.Client.PostAsync(
            "/Users", $$$"""{"userName":"{{{host.NewName()}}}","roles":[{"value":"Viewer"}]}""")).ShouldBe(201);
        var root = await host.Client.GetAsync("?count=200");

        Assert.Equal("Viewer", user["roles"]![0]!["value"]!.GetValue<string>());
        Assert.All(
            root["Resources"]!.AsArray(),
            each => Assert.Contains(each!["meta"]!["resourceType"]!.GetValue<string>(), new[] { "User", "Group" }));
    }
}
