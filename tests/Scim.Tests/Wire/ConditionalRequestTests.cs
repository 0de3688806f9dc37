using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Wire;

/// <summary>RFC 7644 §3.14 where a representation changes and its row does not.</summary>
public sealed class ConditionalRequestTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const string RowTag = "^W/\"[0-9]+\"$";
    private const string RelationTag = "^W/\"[0-9]+-[0-9a-f]{8}\"$";

    [Fact]
    public async Task GetUser_GroupJoinedRenamedAndLeft_IsModifiedEachTime()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        var alone = await GetAsync($"/Users/{user}");

        var group = await host.Client.CreateGroupAsync(host.NewName(), user);
        var joined = await ModifiedAsync($"/Users/{user}", alone);
        await host.Client.PatchAsync(
            $"/Groups/{group}", $$"""[{"op":"replace","path":"displayName","value":"{{host.NewName()}}"}]""");
        var renamed = await ModifiedAsync($"/Users/{user}", joined);
        await host.Client.DeleteAsync($"/Groups/{group}");
        var left = await ModifiedAsync($"/Users/{user}", renamed);

        Assert.Matches(RowTag, alone);
        Assert.Matches(RelationTag, joined);
        Assert.Matches(RelationTag, renamed);
        Assert.Matches(RowTag, left);
    }

    [Fact]
    public async Task GetGroup_MemberRenamed_IsModified()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        var group = await host.Client.CreateGroupAsync(host.NewName(), user);
        var before = await GetAsync($"/Groups/{group}");

        await host.Client.PatchAsync(
            $"/Users/{user}", $$"""[{"op":"replace","path":"displayName","value":"{{host.NewName()}}"}]""");

        Assert.Matches(RelationTag, before);
        await ModifiedAsync($"/Groups/{group}", before);
    }

    [Fact]
    public async Task GetGroup_MembersNotAskedFor_HasTheTagOfItsRow()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        var group = await host.Client.CreateGroupAsync(host.NewName(), user);

        Assert.Matches(RowTag, await GetAsync($"/Groups/{group}?excludedAttributes=members"));
    }

    [Fact]
    public async Task Write_TagWithRelations_IsHeldAgainstTheRow()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        var group = await host.Client.CreateGroupAsync(host.NewName(), user);
        var tag = await GetAsync($"/Users/{user}");
        await host.Client.DeleteAsync($"/Groups/{group}");
        const string Retitle = """[{"op":"replace","path":"title","value":"m4rk"}]""";

        var first = await host.Client.PatchAsync($"/Users/{user}", Retitle, ("If-Match", tag));
        var second = await host.Client.DeleteAsync($"/Users/{user}", ("If-Match", tag));

        first.ShouldBe(200);
        second.ShouldBeError(412);
    }

    [Fact]
    public async Task Write_Answered_HasMetaVersionAsTag()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        var created = await host.Client.PostAsync("/Groups", Bodies.Group(host.NewName(), user));

        ScimAnswer[] answers =
        [
            created,
            await host.Client.PutAsync($"/Groups/{created.Id}", Bodies.Group(host.NewName(), user)),
            await host.Client.PatchAsync(
                $"/Groups/{created.Id}?attributes=displayName,meta.version",
                $$"""[{"op":"replace","path":"displayName","value":"{{host.NewName()}}"}]"""),
            await host.Client.PutAsync($"/Users/{user}", Bodies.User(host.NewName())),
            await host.Client.PatchAsync($"/Users/{user}", """[{"op":"replace","path":"title","value":"m4rk"}]"""),
        ];

        Assert.All(
            answers, answer => Assert.Equal(answer.Headers["ETag"], answer["meta"]!["version"]!.GetValue<string>()));
    }

    /// <returns>The tag, which the header and the body agree on, and which answers 304.</returns>
    private async Task<string> GetAsync(string path)
    {
        var answer = (await host.Client.GetAsync(path)).ShouldBe(200);
        var tag = answer.Headers["ETag"];

        Assert.Equal(tag, answer["meta"]!["version"]!.GetValue<string>());
        (await host.Client.GetAsync(path, ("If-None-Match", tag))).ShouldBe(304);
        return tag;
    }

    private async Task<string> ModifiedAsync(string path, string known)
    {
        (await host.Client.GetAsync(path, ("If-None-Match", known))).ShouldBe(200);
        return await GetAsync(path);
    }
}
