using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Groups;

/// <summary>Groups as members of groups (RFC 7643 §4.2), and <c>User.groups</c> by way of them (§4.1.2).</summary>
public sealed class NestedGroupTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Fact]
    public async Task GetGroup_UserAndGroupInside_BothAreShownWithTheirAddress()
    {
        var (user, child, parent) = await NestAsync();

        var members = (await host.Client.GetAsync($"/Groups/{parent}"))["members"]!.AsArray();

        Assert.Equal(2, members.Count);
        Shows(members[0], user, "User", $"/Users/{user}");
        Shows(members[1], child, "Group", $"/Groups/{child}");
        var name = (await host.Client.GetAsync($"/Groups/{child}"))["displayName"]!.GetValue<string>();
        Assert.Equal(name, members[1]!["display"]!.GetValue<string>());
    }

    [Fact]
    public async Task GetUser_BelowAGroup_ShowsItIndirectAndOnceWhenDirectToo()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        var team = await host.Client.CreateGroupAsync(host.NewName(), user);
        var both = await host.Client.CreateGroupAsync(host.NewName(), user, team);
        var top = await host.Client.CreateGroupAsync(host.NewName(), both);
        await PatchAsync(team, $$"""{"op":"add","path":"members","value":[{"value":"{{top}}"}]}"""); // a ring

        var groups = (await host.Client.GetAsync($"/Users/{user}"))["groups"]!.AsArray();

        Assert.Equal(
            [(team, "direct"), (both, "direct"), (top, "indirect")],
            groups.Select(group => (group!["value"]!.GetValue<string>(), group["type"]!.GetValue<string>())));
        Shows(groups[2], top, "indirect", $"/Groups/{top}");
        Assert.NotNull(groups[2]!["display"]);
        var listed = await host.Client.GetAsync($"/Users?filter=id eq \"{user}\"");
        Assert.True(JsonNode.DeepEquals(groups, listed["Resources"]![0]!["groups"]));
    }

    [Theory]
    [InlineData("groups.value eq \"{parent}\"")]
    [InlineData("groups eq \"{PARENT}\"")]
    [InlineData("groups.type eq \"indirect\" and groups.value eq \"{parent}\"")]
    [InlineData("groups[type eq \"indirect\" and value eq \"{parent}\"]")]
    [InlineData("groups[type eq \"direct\" and value eq \"{child}\"]")]
    [InlineData("groups.display eq \"{parentName}\"")]
    [InlineData("groups[display co \"{parentName}\" and type eq \"INDIRECT\"]")]
    [InlineData("groups.$ref eq \"{base}/Groups/{parent}\"")]
    public async Task ListUsers_FilterByAGroupAbove_FindsTheUser(string filter)
    {
        var (user, child, parent) = await NestAsync();
        await PatchAsync(child, $$"""{"op":"add","path":"members","value":[{"value":"{{user}}"}]}""");
        await PatchAsync(parent, $$"""{"op":"remove","path":"members[value eq \"{{user}}\"]"}""");

        Assert.Equal([user], await FindAsync("/Users", filter, child, parent));
        await PatchAsync(parent, $$"""{"op":"remove","path":"members[value eq \"{{child}}\"]"}""");
        Assert.Equal(
            filter.Contains("{child}", StringComparison.Ordinal), (await FindAsync("/Users", filter, child, parent)).Count > 0);
    }

    [Theory]
    [InlineData("members.value eq \"{child}\"")]
    [InlineData("members eq \"{CHILD}\"")]
    [InlineData("members.value eq \"{CHILD}\" and displayName pr")]
    [InlineData("members.value eq \"{child}\" or displayName eq \"nothing\"")]
    [InlineData("members[type eq \"Group\" and value eq \"{child}\"]")]
    [InlineData("members[value eq \"{child}\"]")]
    [InlineData("members.type eq \"Group\" and members.display eq \"{childName}\"")]
    [InlineData("members.display co \"{childName}\"")]
    [InlineData("members.$ref eq \"{base}/Groups/{child}\"")]
    [InlineData("members[type eq \"group\" and $ref ew \"{child}\"]")]
    public async Task ListGroups_FilterByANestedGroup_FindsItsParent(string filter)
    {
        var (_, child, parent) = await NestAsync();

        Assert.Equal([parent], await FindAsync("/Groups", filter, child, parent));
    }

    [Theory]
    [InlineData("members[type eq \"User\" and value eq \"{child}\"]")]
    [InlineData("members.$ref eq \"{base}/Users/{child}\"")]
    [InlineData("members.value eq \"{parent}\"")]
    public async Task ListGroups_FilterByWhatTheNestedGroupIsNot_FindsNothing(string filter)
    {
        var (_, child, parent) = await NestAsync();

        Assert.Empty(await FindAsync("/Groups", filter, child, parent));
    }

    [Theory]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"{id}"}]}""")]
    [InlineData("""{"op":"Add","path":"members","value":[{"$ref":null,"value":"{id}"}]}""")] // Entra
    [InlineData("""{"op":"add","path":"members","value":{"value":"{id}","type":"Group"}}""")]
    [InlineData("""{"op":"add","path":"members","value":"{id}"}""")]
    [InlineData("""{"op":"add","value":{"members":[{"value":"{id}","display":"whatever"}]}}""")] // Okta
    [InlineData("""{"op":"add","path":"members[value eq \"{id}\"]","value":{"type":"Group"}}""")]
    [InlineData("""{"op":"add","path":"members","value":[{"$ref":"../Groups/{id}"}]}""")]
    [InlineData("""{"op":"add","path":"members","value":[{"$ref":"{base}/Groups/{id}","type":"group"}]}""")]
    [InlineData("""{"op":"replace","path":"members","value":[{"value":"{id}"}]}""")]
    [InlineData("""{"op":"replace","value":{"members":[{"value":"{id}"}]}}""")]
    public async Task PatchGroup_EveryFormOfAdding_NestsAndIsRepeatable(string operation)
    {
        var child = await host.Client.CreateGroupAsync(host.NewName());
        var parent = await host.Client.CreateGroupAsync(host.NewName());

        var first = await PatchAsync(parent, Fill(operation, child));
        var second = await PatchAsync(parent, Fill(operation, child));

        Shows(Assert.Single(await MembersAsync(parent)), child, "Group", $"/Groups/{child}");
        Assert.Equal(first.Headers["ETag"], second.Headers["ETag"]);
    }

    [Theory]
    [InlineData("""{"op":"remove","path":"members[value eq \"{id}\"]"}""")] // Okta, Entra's flag
    [InlineData("""{"op":"Remove","path":"members","value":[{"$ref":null,"value":"{id}"}]}""")] // Entra
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"{id}","type":"Group"}]}""")]
    [InlineData("""{"op":"remove","path":"members","value":"{id}"}""")]
    [InlineData("""{"op":"remove","path":"members[type eq \"Group\"]"}""")]
    [InlineData("""{"op":"remove","path":"members[type eq \"group\" and value eq \"{id}\"]"}""")]
    [InlineData("""{"op":"remove","path":"members[display eq \"{name}\"]"}""")]
    [InlineData("""{"op":"remove","path":"members[$ref eq \"{base}/Groups/{id}\"]"}""")]
    [InlineData("""{"op":"remove","path":"members[$ref co \"/Groups/\"]"}""")]
    public async Task PatchGroup_EveryFormOfRemoving_LeavesTheOthersAndIsRepeatable(string operation)
    {
        var (user, child, parent) = await NestAsync();
        var name = (await host.Client.GetAsync($"/Groups/{child}"))["displayName"]!.GetValue<string>();

        var first = await PatchAsync(parent, Fill(operation, child, name));
        var second = await PatchAsync(parent, Fill(operation, child, name));

        Shows(Assert.Single(await MembersAsync(parent)), user, "User", $"/Users/{user}");
        Assert.Equal(first.Headers["ETag"], second.Headers["ETag"]);
    }

    [Theory]
    [InlineData("""{"op":"remove","path":"members[$ref eq \"{base}/Users/{id}\"]"}""")]
    [InlineData("""{"op":"remove","path":"members[type eq \"User\" and value eq \"{id}\"]"}""")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"{id}","type":"User"}]}""")]
    [InlineData("""{"op":"remove","path":"members[display eq \"nobody\"]"}""")]
    public async Task PatchGroup_RemoveWhatIsNotThere_ChangesNothing(string operation)
    {
        var (_, child, parent) = await NestAsync();

        await PatchAsync(parent, Fill(operation, child));

        Assert.Equal(2, (await MembersAsync(parent)).Count);
    }

    [Fact]
    public async Task PatchGroup_OktasPairOfOperations_SwapsTheNestedGroup()
    {
        var (user, child, parent) = await NestAsync();
        var other = await host.Client.CreateGroupAsync(host.NewName());

        await PatchAsync(
            parent,
            $$"""
            {"op":"remove","path":"members[value eq \"{{child}}\"]"},
            {"op":"add","path":"members","value":[{"value":"{{other}}","display":"x"}]}
            """);

        Assert.Equal([user, other], (await MembersAsync(parent)).Select(member => member!["value"]!.GetValue<string>()));
    }

    [Fact]
    public async Task PutGroup_WithNestedGroups_ReplacesThemAndReturnsThem()
    {
        var (_, child, parent) = await NestAsync();
        var other = await host.Client.CreateGroupAsync(host.NewName());

        var put = await host.Client.PutAsync($"/Groups/{parent}", Bodies.Group(host.NewName(), other, child));

        Assert.Equal([child, other], put.ShouldBe(200)["members"]!.AsArray().Select(each => each!["value"]!.GetValue<string>()));
        Assert.Equal(2, (await MembersAsync(parent)).Count);
    }

    [Theory]
    [InlineData("[{}]")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("""[{"display":"x"}]""")]
    [InlineData("""[{"value":"{child}"},{"$ref":null}]""")]
    public async Task Group_MemberThatNamesNobody_Answers400AndTheGroupStays(string members)
    {
        var (_, child, parent) = await NestAsync();
        var body = $$"""{"displayName":"{{host.NewName()}}","members":{{members.Replace("{child}", child, StringComparison.Ordinal)}}}""";

        (await host.Client.PostAsync("/Groups", body)).ShouldBeError(400, "invalidValue");
        (await host.Client.PutAsync($"/Groups/{parent}", body)).ShouldBeError(400, "invalidValue");

        Assert.Equal(2, (await MembersAsync(parent)).Count);
    }

    [Theory]
    [InlineData("{parent}", "")]
    [InlineData("{parent}", ",\"type\":\"Group\"")]
    [InlineData("{child}", ",\"type\":\"User\"")]
    [InlineData("{user}", ",\"type\":\"Group\"")]
    [InlineData("{user}", ",\"type\":\"x\"")]
    [InlineData("{foreign}", "")]
    [InlineData("no id", "")]
    public async Task Group_MemberThatCannotBeOne_Answers400(string value, string more)
    {
        var (user, child, parent) = await NestAsync();
        var foreign = await host.ClientOf(host.Two.Token).CreateGroupAsync(host.NewName());
        var member = $$"""{"value":"{{value}}"{{more}}}"""
            .Replace("{parent}", parent, StringComparison.Ordinal)
            .Replace("{child}", child, StringComparison.Ordinal)
            .Replace("{user}", user, StringComparison.Ordinal)
            .Replace("{foreign}", foreign, StringComparison.Ordinal);

        (await host.Client.PatchAsync($"/Groups/{parent}", $$"""[{"op":"add","path":"members","value":[{{member}}]}]"""))
            .ShouldBeError(400, "invalidValue");
        (await host.Client.PutAsync($"/Groups/{parent}", $$"""{"displayName":"{{host.NewName()}}","members":[{{member}}]}"""))
            .ShouldBeError(400, "invalidValue");

        Assert.Equal(2, (await MembersAsync(parent)).Count);
    }

    [Fact]
    public async Task GetUser_LinkAboveAddedRenamedDirect_EachChangesTheTag()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        var child = await host.Client.CreateGroupAsync(host.NewName(), user);
        var parent = await host.Client.CreateGroupAsync(host.NewName());
        var tags = new List<string> { await TagAsync($"/Users/{user}") };

        await PatchAsync(parent, $$"""{"op":"add","path":"members","value":[{"value":"{{child}}"}]}""");
        tags.Add(await TagAsync($"/Users/{user}"));
        await PatchAsync(parent, $$"""{"op":"replace","path":"displayName","value":"{{host.NewName()}}"}""");
        tags.Add(await TagAsync($"/Users/{user}"));
        await PatchAsync(parent, $$"""{"op":"add","path":"members","value":[{"value":"{{user}}"}]}""");
        tags.Add(await TagAsync($"/Users/{user}"));

        Assert.Equal(4, tags.Distinct(StringComparer.Ordinal).Count());
        (await host.Client.GetAsync($"/Users/{user}", ("If-None-Match", tags[3]))).ShouldBe(304);
        (await host.Client.GetAsync($"/Users/{user}", ("If-None-Match", tags[2]))).ShouldBe(200);
    }

    [Fact]
    public async Task DeleteGroup_Nested_IsGoneFromItsParentAndItsUsers()
    {
        var (user, child, parent) = await NestAsync();
        await PatchAsync(child, $$"""{"op":"add","path":"members","value":[{"value":"{{user}}"}]}""");
        var before = await TagAsync($"/Groups/{parent}");

        (await host.Client.DeleteAsync($"/Groups/{child}")).ShouldBe(204);

        Shows(Assert.Single(await MembersAsync(parent)), user, "User", $"/Users/{user}");
        Assert.NotEqual(before, await TagAsync($"/Groups/{parent}"));
        var groups = (await host.Client.GetAsync($"/Users/{user}"))["groups"]!.AsArray();
        Assert.Equal(parent, Assert.Single(groups)!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task StrictConnection_TypedNestedGroup_IsTaken()
    {
        var client = host.ClientOf(host.Strict.Token);
        var child = await client.CreateGroupAsync(host.NewName());
        var parent = await client.CreateGroupAsync(host.NewName());

        (await client.PatchAsync(
            $"/Groups/{parent}",
            $$"""[{"op":"add","path":"members","value":[{"value":"{{child}}","type":"Group","$ref":"../Groups/{{child}}"}]}]"""))
            .ShouldBe(204);
        (await client.PatchAsync($"/Groups/{parent}", """[{"op":"remove","path":"members[type eq \"Group\"]"}]""")).ShouldBe(204);

        Assert.Empty((await client.GetAsync($"/Groups/{parent}"))["members"]!.AsArray());
    }

    [Fact]
    public async Task Schemas_GroupsAndMembers_SayWhatTheirTypesAre()
    {
        var members = SubAttributes(await host.Client.GetAsync("/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"), "members");
        var groups = SubAttributes(await host.Client.GetAsync("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"), "groups");

        Assert.Equal("[\"User\",\"Group\"]", members["type"]["canonicalValues"]!.ToJsonString());
        Assert.Equal("[\"User\",\"Group\"]", members["$ref"]["referenceTypes"]!.ToJsonString());
        Assert.Equal("[\"direct\",\"indirect\"]", groups["type"]["canonicalValues"]!.ToJsonString());
        Assert.Equal("[\"User\",\"Group\"]", groups["$ref"]["referenceTypes"]!.ToJsonString());
    }

    private static Dictionary<string, JsonNode> SubAttributes(ScimAnswer schema, string attribute) =>
        schema.ShouldBe(200)["attributes"]!.AsArray()
            .Single(each => each!["name"]!.GetValue<string>() == attribute)!["subAttributes"]!.AsArray()
            .ToDictionary(each => each!["name"]!.GetValue<string>(), each => each!);

    private static void Shows(JsonNode? shown, string value, string type, string path)
    {
        Assert.Equal(value, shown!["value"]!.GetValue<string>());
        Assert.Equal(type, shown["type"]!.GetValue<string>());
        Assert.Equal(ScimHost.BaseUrl + path, shown["$ref"]!.GetValue<string>());
    }

    private static string Fill(string operation, string id, string name = "") => operation
        .Replace("{id}", id, StringComparison.Ordinal)
        .Replace("{name}", name, StringComparison.Ordinal)
        .Replace("{base}", ScimHost.BaseUrl, StringComparison.Ordinal);

    /// <summary>A user and an empty group, both in a third group.</summary>
    private async Task<(string User, string Child, string Parent)> NestAsync()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        var child = await host.Client.CreateGroupAsync(host.NewName());
        return (user, child, await host.Client.CreateGroupAsync(host.NewName(), user, child));
    }

    private async Task<ScimAnswer> PatchAsync(string group, string operations) =>
        (await host.Client.PatchAsync($"/Groups/{group}", $"[{operations}]")).ShouldBe(204);

    private async Task<JsonArray> MembersAsync(string group) =>
        (await host.Client.GetAsync($"/Groups/{group}"))["members"]!.AsArray();

    private async Task<string> TagAsync(string path) => (await host.Client.GetAsync(path)).ShouldBe(200).Headers["ETag"];

    private async Task<List<string>> FindAsync(string path, string filter, string child, string parent)
    {
        var names = new List<string>();
        foreach (var group in (string[])[child, parent])
        {
            names.Add((await host.Client.GetAsync($"/Groups/{group}"))["displayName"]!.GetValue<string>());
        }

        var text = filter
            .Replace("{base}", ScimHost.BaseUrl, StringComparison.Ordinal)
            .Replace("{childName}", names[0], StringComparison.Ordinal)
            .Replace("{parentName}", names[1], StringComparison.Ordinal)
            .Replace("{child}", child, StringComparison.Ordinal)
            .Replace("{CHILD}", child.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{parent}", parent, StringComparison.Ordinal)
            .Replace("{PARENT}", parent.ToUpperInvariant(), StringComparison.Ordinal);
        var found = (await host.Client.GetAsync($"{path}?filter={Uri.EscapeDataString(text)}")).ShouldBe(200);
        Assert.Equal(found["totalResults"]!.GetValue<int>(), found["Resources"]?.AsArray().Count ?? 0);
        return (found["Resources"]?.AsArray() ?? []).Select(each => each!["id"]!.GetValue<string>()).ToList();
    }
}
