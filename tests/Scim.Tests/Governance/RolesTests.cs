using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Directories;
using TeamAccess.Protocol;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Governance;

/// <summary><c>/Roles</c>: what a connection can give, to be found and assigned.</summary>
public sealed class RolesTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const string RoleUrn = "urn:okta:scim:schemas:core:1.0:Role";
    private const string UserUrn = "urn:ietf:params:scim:schemas:core:2.0:User";

    private DirectoryAdministration Directories => host.Services.GetRequiredService<DirectoryAdministration>();

    [Fact]
    public async Task List_Connection_IsWhatItCanGiveHighestFirst()
    {
        var list = (await host.Client.GetAsync("/Roles?startIndex=1&count=100")).ShouldBe(200);

        Assert.Equal(["Admin", "Manager", "Operator", "Reviewer", "Member"], IdsIn(list));
        Assert.Equal(5, list["totalResults"]!.GetValue<int>());
        var member = list["Resources"]![4]!.AsObject();
        Assert.Equal(["schemas", "id", "displayName", "type", "description", "meta"], member.Select(each => each.Key));
        Assert.Equal(RoleUrn, member["schemas"]![0]!.GetValue<string>());
        Assert.Equal("Member", member["displayName"]!.GetValue<string>());
        Assert.Equal("Role", member["meta"]!["resourceType"]!.GetValue<string>());
        Assert.Equal($"{ScimHost.BaseUrl}/Roles/Member", member["meta"]!["location"]!.GetValue<string>());
    }

    [Fact]
    public async Task List_OktasTest_HasOneItem()
    {
        var list = await host.Client.GetAsync("/Roles?count=1&startIndex=1");

        Assert.Equal(1, list["itemsPerPage"]!.GetValue<int>());
        Assert.Equal(["Admin"], IdsIn(list));
        Assert.Equal(["Member"], IdsIn(await host.Client.GetAsync("/Roles?count=5&startIndex=5")));
        Assert.Empty(IdsIn(await host.Client.GetAsync("/Roles?count=5&startIndex=6")));
    }

    [Theory]
    [InlineData("displayName eq \"reviewer\"", "Reviewer")]
    [InlineData("id eq \"Reviewer\"", "Reviewer")]
    [InlineData("id eq \"reviewer\"", "")]
    [InlineData("id eq \"Owner\"", "")]
    [InlineData("displayName sw \"M\"", "Manager Member")]
    [InlineData("not (displayName co \"e\")", "Admin")]
    [InlineData("meta.location ew \"/Roles/Operator\"", "Operator")]
    [InlineData("meta.lastModified gt \"2020-01-01T00:00:00Z\"", "")]
    public async Task List_Filter_IsApplied(string filter, string expected)
    {
        var get = await host.Client.GetAsync("/Roles?filter=" + Uri.EscapeDataString(filter));
        var post = await host.Client.PostAsync(
            "/Roles/.search",
            new JsonObject
            {
                ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:SearchRequest"),
                ["filter"] = filter,
            }.ToJsonString());

        Assert.Equal(expected, string.Join(' ', IdsIn(get)));
        Assert.Equal(expected, string.Join(' ', IdsIn(post)));
    }

    [Fact]
    public async Task List_SortedAndByCursor_SeesEachOnce()
    {
        Assert.Equal(
            ["Reviewer", "Operator", "Member", "Manager", "Admin"],
            IdsIn(await host.Client.GetAsync("/Roles?sortBy=displayName&sortOrder=descending")));
        foreach (var order in new[] { "", "&sortBy=displayName", "&filter=displayName%20pr" })
        {
            var seen = new List<string>();
            var page = await host.Client.GetAsync("/Roles?count=3&cursor=" + order);
            seen.AddRange(IdsIn(page));
            page = await host.Client.GetAsync($"/Roles?count=3&cursor={page["nextCursor"]}{order}");
            seen.AddRange(IdsIn(page));

            Assert.Null(page["nextCursor"]);
            Assert.Equal(["Admin", "Manager", "Member", "Operator", "Reviewer"], seen.Order());
        }
    }

    [Fact]
    public async Task Get_ById_HasTagAndAddressAndNothingItCannotGive()
    {
        var role = (await host.Client.GetAsync("/Roles/Reviewer")).ShouldBe(200);

        Assert.Equal("Reviewer", role.Id);
        Assert.Equal(role["meta"]!["version"]!.GetValue<string>(), role.Headers["ETag"]);
        (await host.Client.GetAsync("/Roles/Reviewer", ("If-None-Match", role.Headers["ETag"]))).ShouldBe(304);
        (await host.Client.GetAsync("/Roles/Member", ("If-None-Match", role.Headers["ETag"]))).ShouldBe(200);
        Assert.Null((await host.Client.SendAsync("HEAD", "/Roles/Reviewer", null)).ShouldBe(200).Json);
        Assert.Equal(
            ["schemas", "id", "displayName"],
            (await host.Client.GetAsync("/Roles/Reviewer?attributes=displayName")).Json!.Select(member => member.Key));
        foreach (var id in new[] { "Owner", "Viewer", "reviewer", "Nobody", "Reviewer%20" })
        {
            (await host.Client.GetAsync("/Roles/" + id)).ShouldBeError(404);
        }
    }

    [Theory]
    [InlineData("/Roles", "GET, HEAD, OPTIONS")]
    [InlineData("/Roles/Viewer", "GET, HEAD, OPTIONS")]
    [InlineData("/Roles/.search", "POST, OPTIONS")]
    [InlineData("/Entitlements", "GET, HEAD, OPTIONS")]
    [InlineData("/Entitlements/x", "GET, HEAD, OPTIONS")]
    public async Task Write_Any_Answers405WithAllow(string path, string allow)
    {
        foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE" }.Where(method => !allow.Contains(method)))
        {
            Assert.Equal(allow, (await host.Client.SendAsync(method, path, "{}")).ShouldBeError(405).Headers["Allow"]);
        }

        Assert.Equal(allow, (await host.Client.SendAsync("OPTIONS", path, null)).ShouldBe(204).Headers["Allow"]);
    }

    [Fact]
    public async Task List_OtherDefaultAndCeiling_IsWhatTakesEffectNow()
    {
        var workspace = await NewAsync("roles-ceiling");
        var client = host.ClientOf(workspace.Token);
        await UpdateAsync(workspace, new ConnectionChanges(null, null, "Viewer", "Operator", null));

        Assert.Equal(["Operator", "Reviewer", "Member", "Viewer"], IdsIn(await client.GetAsync("/Roles")));
        (await client.GetAsync("/Roles/Manager")).ShouldBeError(404);
        Assert.Equal(4, (await client.GetAsync("/Roles?count=0"))["totalResults"]!.GetValue<int>());

        await UpdateAsync(workspace, new ConnectionChanges(null, null, null, null, Paused: true));
        (await client.GetAsync("/Roles")).ShouldBeError(403);
        (await client.GetAsync("/Roles/Member")).ShouldBeError(403);
        (await client.GetAsync("/Entitlements/x")).ShouldBeError(403);
    }

    [Fact]
    public async Task Assign_EveryListedRole_IsTheMembersRoleAndShown()
    {
        var workspace = await NewAsync("roles-assigned");
        var client = host.ClientOf(workspace.Token);
        var user = await client.CreateUserAsync(host.NewName());
        await UpdateAsync(workspace, new ConnectionChanges(null, null, "Viewer", null, null));

        foreach (var role in (await client.GetAsync("/Roles"))["Resources"]!.AsArray())
        {
            var (id, display) = (role!["id"]!.GetValue<string>(), role["displayName"]!.GetValue<string>());
            var patched = await client.PatchAsync(
                $"/Users/{user}",
                $$$"""[{"op":"replace","path":"roles","value":[{"value":"{{{id}}}","display":"{{{display}}}"}]}]""");

            Assert.Equal(id, patched.ShouldBe(200)["roles"]![0]!["value"]!.GetValue<string>());
            Assert.Equal(id, await RoleOfAsync(workspace, user));
        }

        await client.PatchAsync($"/Users/{user}", """[{"op":"remove","path":"roles"}]""");
        Assert.Equal("Viewer", await RoleOfAsync(workspace, user));
    }

    [Fact]
    public async Task Schemas_OfBoth_AreReadOnlyEverywhere()
    {
        var types = (await host.Client.GetAsync("/ResourceTypes"))["Resources"]!.AsArray();
        foreach (var (id, endpoint) in new[] { ("Role", "/Roles"), ("Entitlement", "/Entitlements") })
        {
            var type = types.Single(each => each!["id"]!.GetValue<string>() == id)!;
            Assert.Equal(endpoint, type["endpoint"]!.GetValue<string>());
            Assert.Equal($"urn:okta:scim:schemas:core:1.0:{id}", type["schema"]!.GetValue<string>());

            var schema = (await host.Client.GetAsync($"/Schemas/{type["schema"]}")).ShouldBe(200);
            Assert.Equal(
                ["displayName", "type", "description"],
                schema["attributes"]!.AsArray().Select(each => each!["name"]!.GetValue<string>()));
            Assert.All(
                schema["attributes"]!.AsArray(), each => Assert.Equal("readOnly", each!["mutability"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task Entitlements_NoneDefined_IsAnEmptyListAndValuesAreStored()
    {
        var list = (await host.Client.GetAsync("/Entitlements?startIndex=1&count=100")).ShouldBe(200);
        var user = (await host.Client.PostAsync(
            "/Users",
            $$$"""{"schemas":["{{{UserUrn}}}"],"userName":"{{{host.NewName()}}}","entitlements":[{"value":"anything","type":"license"}]}"""))
            .ShouldBe(201);

        Assert.Equal(0, list["totalResults"]!.GetValue<int>());
        Assert.Empty(list["Resources"]!.AsArray());
        Assert.Equal("anything", user["entitlements"]![0]!["value"]!.GetValue<string>());
        (await host.Client.GetAsync("/Entitlements/anything")).ShouldBeError(404);
    }

    private static IEnumerable<string> IdsIn(ScimAnswer answer) =>
        answer.ShouldBe(200)["Resources"]!.AsArray().Select(each => each!["id"]!.GetValue<string>());

    private Task<TestWorkspace> NewAsync(string id) => TestWorkspaces.CreateAsync(host.Services, id, Dialect.Compatible);

    private async Task UpdateAsync(TestWorkspace workspace, ConnectionChanges changes) =>
        TestWorkspaces.Value(await Directories.UpdateConnectionAsync(
            workspace.Owner, workspace.Connection, changes, null, CancellationToken.None));

    private async Task<string> RoleOfAsync(TestWorkspace workspace, string user) =>
        TestWorkspaces.Value(await host.Services.GetRequiredService<MemberAdministration>().GetAsync(
            workspace.Owner, new MemberId(Guid.Parse(user)), CancellationToken.None)).Role.Value;
}
