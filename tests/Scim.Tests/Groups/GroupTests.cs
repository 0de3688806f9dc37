using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Groups;

public sealed class GroupTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Theory]
    [InlineData("GET", "/Groups")]
    [InlineData("POST", "/Groups")]
    [InlineData("GET", "/Groups/x")]
    [InlineData("PUT", "/Groups/x")]
    [InlineData("PATCH", "/Groups/x")]
    [InlineData("DELETE", "/Groups/x")]
    public async Task Group_NoToken_Answers401(string method, string path) =>
        (await host.ClientOf(null).SendAsync(method, path, method is "GET" or "DELETE" ? null : "{}")).ShouldBeError(401);

    [Fact]
    public async Task Group_OfAnotherWorkspace_IsNotThere()
    {
        var member = await host.Client.CreateUserAsync(host.NewName());
        var id = await host.Client.CreateGroupAsync(host.NewName(), member);
        var before = await host.Client.GetAsync($"/Groups/{id}");
        var other = host.ClientOf(host.Two.Token);

        (await other.GetAsync($"/Groups/{id}")).ShouldBeError(404);
        (await other.PutAsync($"/Groups/{id}", Bodies.Group("x"))).ShouldBeError(404);
        (await other.PatchAsync($"/Groups/{id}", """[{"op":"replace","path":"displayName","value":"x"}]""")).ShouldBeError(404);
        (await other.DeleteAsync($"/Groups/{id}")).ShouldBeError(404);

        Assert.True(JsonNode.DeepEquals(before.Json, (await host.Client.GetAsync($"/Groups/{id}")).Json));
    }

    [Fact]
    public async Task Group_MemberOfAnotherWorkspace_LooksUnknown()
    {
        var foreign = await host.ClientOf(host.Two.Token).CreateUserAsync(host.NewName());
        var id = await host.Client.CreateGroupAsync(host.NewName());
        var add = """[{"op":"add","path":"members","value":[{"value":"?"}]}]""";

        var others = (await host.Client.PatchAsync($"/Groups/{id}", add.Replace("?", foreign, StringComparison.Ordinal)))
            .ShouldBeError(400, "invalidValue");
        var unknown = (await host.Client.PatchAsync(
            $"/Groups/{id}", add.Replace("?", Guid.Empty.ToString(), StringComparison.Ordinal)))
            .ShouldBeError(400, "invalidValue");

        Assert.Equal(
            unknown["detail"]!.GetValue<string>().Replace(Guid.Empty.ToString(), "", StringComparison.Ordinal),
            others["detail"]!.GetValue<string>().Replace(foreign, "", StringComparison.Ordinal));
        (await host.Client.PostAsync("/Groups", Bodies.Group(host.NewName(), foreign))).ShouldBeError(400, "invalidValue");
    }

    [Theory]
    [InlineData("{", "invalidSyntax")]
    [InlineData("{}", "invalidValue")]
    [InlineData("{\"displayName\":\"\"}", "invalidValue")]
    [InlineData("{\"displayName\":\"m4rk x\",\"members\":\"everyone\"}", "invalidValue")]
    public async Task CreateGroup_MalformedBody_Answers400(string body, string scimType) =>
        (await host.Client.PostAsync("/Groups", body)).ShouldBeError(400, scimType);

    [Fact]
    public async Task CreateGroup_Answered_HasLocationTagAndMembers()
    {
        var member = await host.Client.CreateUserAsync(host.NewName());

        var answer = await host.Client.PostAsync("/Groups", Bodies.Group(host.NewName(), member));

        answer.ShouldBe(201);
        Assert.Equal($"{ScimHost.BaseUrl}/Groups/{answer.Id}", answer.Headers["Location"]);
        Assert.Equal(answer.Headers["ETag"], answer["meta"]!["version"]!.GetValue<string>());
        var shown = Assert.Single(answer["members"]!.AsArray())!;
        Assert.Equal(member, shown["value"]!.GetValue<string>());
        Assert.Equal($"{ScimHost.BaseUrl}/Users/{member}", shown["$ref"]!.GetValue<string>());
    }

    [Fact]
    public async Task CreateGroup_NameTakenInOtherCase_Answers409()
    {
        var name = host.NewName();
        await host.Client.CreateGroupAsync(name);

        (await host.Client.PostAsync("/Groups", Bodies.Group(name.ToUpperInvariant()))).ShouldBeError(409, "uniqueness");
    }

    [Fact]
    public async Task ListGroups_MembersExcluded_HasNone()
    {
        var member = await host.Client.CreateUserAsync(host.NewName());
        var name = host.NewName();
        var id = await host.Client.CreateGroupAsync(name, member);

        var without = await host.Client.GetAsync($"/Groups?excludedAttributes=members&filter=displayName eq \"{name}\"");
        var with = await host.Client.GetAsync($"/Groups?filter=displayName eq \"{name}\"");
        var one = await host.Client.GetAsync($"/Groups/{id}?excludedAttributes=members");

        Assert.Null(without["Resources"]![0]!["members"]);
        Assert.Single(with["Resources"]![0]!["members"]!.AsArray());
        Assert.Null(one["members"]);
    }

    [Fact]
    public async Task GetGroup_Versions_FollowEachChange()
    {
        var member = await host.Client.CreateUserAsync(host.NewName());
        var id = await host.Client.CreateGroupAsync(host.NewName());
        var first = (await host.Client.GetAsync($"/Groups/{id}")).Headers["ETag"];

        var patched = await host.Client.PatchAsync(
            $"/Groups/{id}", $$"""[{"op":"add","path":"members","value":[{"value":"{{member}}"}]}]""", ("If-Match", first));
        var stale = await host.Client.PatchAsync(
            $"/Groups/{id}", """[{"op":"replace","path":"displayName","value":"m4rk stale"}]""", ("If-Match", first));

        Assert.Null(patched.ShouldBe(204).Json);
        stale.ShouldBeError(412);
        var now = await host.Client.GetAsync($"/Groups/{id}");
        Assert.NotEqual(first, now.Headers["ETag"]);
        Assert.StartsWith(patched.Headers["ETag"].TrimEnd('"'), now.Headers["ETag"], StringComparison.Ordinal);
        (await host.Client.GetAsync($"/Groups/{id}", ("If-None-Match", now.Headers["ETag"]))).ShouldBe(304);
        (await host.Client.DeleteAsync($"/Groups/{id}", ("If-Match", first))).ShouldBeError(412);
    }

    [Theory]
    [InlineData("""[{"op":"replace","path":"members[value eq \"x\"].value","value":"y"}]""")]
    [InlineData("""[{"op":"replace","path":"members.value","value":"y"}]""")]
    public async Task PatchGroup_MemberTurnedIntoAnother_IsRefused(string operations)
    {
        var id = await host.Client.CreateGroupAsync(host.NewName());

        Assert.Equal(400, (await host.Client.PatchAsync($"/Groups/{id}", operations)).Status);
    }

    [Fact]
    public async Task PatchGroup_RemoveMembersWithoutValue_IsNotSilentlyPartial()
    {
        var member = await host.Client.CreateUserAsync(host.NewName());
        var id = await host.Client.CreateGroupAsync(host.NewName(), member);

        var answer = await host.Client.PatchAsync($"/Groups/{id}", """[{"op":"remove","path":"members"}]""");

        var left = (await host.Client.GetAsync($"/Groups/{id}"))["members"] as JsonArray ?? [];
        Assert.True(answer.Status == 204 ? left.Count == 0 : answer.Status == 400 && left.Count == 1);
    }

    [Fact]
    public async Task PatchGroup_ManyMembersAtOnce_AllComeIn()
    {
        var ids = new List<string>();
        for (var i = 0; i < 120; i++)
        {
            ids.Add(await host.Client.CreateUserAsync(host.NewName()));
        }

        var id = await host.Client.CreateGroupAsync(host.NewName());

        (await host.Client.PatchAsync(
            $"/Groups/{id}", $$"""[{"op":"add","path":"members","value":[{{Bodies.Values([.. ids])}}]}]""")).ShouldBe(204);

        var members = (await host.Client.GetAsync($"/Groups/{id}"))["members"]!.AsArray();
        Assert.Equal(ids.Order(), members.Select(member => member!["value"]!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task SearchGroups_Filter_AnswersAList()
    {
        var name = host.NewName();
        await host.Client.CreateGroupAsync(name);

        var answer = await host.Client.PostAsync(
            "/Groups/.search", $$"""{"filter":"displayName eq \"{{name}}\"","excludedAttributes":["members"]}""");

        Assert.Equal(1, answer.ShouldBe(200)["totalResults"]!.GetValue<int>());
    }
}
