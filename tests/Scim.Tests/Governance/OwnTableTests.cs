using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;
using TeamAccess.Scim.Tests.Me;

namespace TeamAccess.Scim.Tests.Governance;

public sealed class OwnTableTests(OwnTableHost host) : IClassFixture<OwnTableHost>
{
    [Fact]
    public async Task Entitlements_OfTheTable_AreListedInItsOrder()
    {
        var list = (await host.Client.GetAsync("/Entitlements")).ShouldBe(200);

        Assert.Equal(2, list["totalResults"]!.GetValue<int>());
        var (first, second) = (list["Resources"]![0]!, list["Resources"]![1]!);
        Assert.Equal(
            ("seat-pro", "Pro seat", "license", "All features."),
            (Text(first["id"]), Text(first["displayName"]), Text(first["type"]), Text(first["description"])));
        Assert.Equal(
            ("région/ouest", "région/ouest", "Entitlement"),
            (Text(second["id"]), Text(second["displayName"]), Text(second["type"])));
        Assert.Null(second["description"]);
        Assert.Equal("seat-pro", (await host.Client.GetAsync("/Entitlements?filter=type%20eq%20%22license%22"))["Resources"]![0]!["id"]!.ToString());
    }

    [Theory]
    [InlineData("/Entitlements")]
    [InlineData("/Roles")]
    public async Task Location_OfEach_LeadsToIt(string path)
    {
        foreach (var listed in (await host.Client.GetAsync(path)).ShouldBe(200)["Resources"]!.AsArray())
        {
            var location = Text(listed!["meta"]!["location"]);

            var found = (await host.Client.GetAsync(location[ScimHost.BaseUrl.Length..])).ShouldBe(200);

            Assert.Equal(listed.ToJsonString(), found.Json!.ToJsonString());
        }
    }

    [Fact]
    public async Task Root_NoFilter_HasThemToo()
    {
        var all = await host.Client.GetAsync("?count=200");

        Assert.Equal(
            ["R/D & Ops ?", "Guest", "seat-pro", "région/ouest"],
            all["Resources"]!.AsArray().Select(each => Text(each!["id"])).Where(id => !Guid.TryParse(id, out _)));
    }

    [Fact]
    public async Task Me_RoleWithoutAnyPermission_MayStillReadAndChangeItself()
    {
        var (_, id, me) = await host.NewLocalMemberAsync("guest");

        var changed = await me.PatchAsync("/Me", """[{"op":"add","path":"title","value":"Guest"}]""");

        Assert.Equal("Guest", changed.ShouldBe(200)["title"]!.GetValue<string>());
        Assert.Equal(id, (await me.GetAsync("/Me")).ShouldBe(200).Id);
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
