using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Search;

/// <summary>Queries at the base URL (RFC 7644 §3.4.2.1, §3.4.3).</summary>
public sealed class RootSearchTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Fact]
    public async Task Root_NoFilter_ListsEveryType()
    {
        var (user, group) = await MakeAsync("every");

        var answer = (await host.Client.GetAsync("?count=200")).ShouldBe(200);

        var types = answer["Resources"]!.AsArray().ToDictionary(
            each => each!["id"]!.GetValue<string>(), each => each!["meta"]!["resourceType"]!.GetValue<string>());
        Assert.Equal(("User", "Group"), (types[user], types[group]));
        Assert.Equal(types.Count, answer["totalResults"]!.GetValue<int>());
        Assert.EndsWith(
            $"/Groups/{group}",
            answer["Resources"]!.AsArray().Single(each => each!["id"]!.GetValue<string>() == group)!["meta"]!["location"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("displayName eq \"{0}\"", "User Group")]
    [InlineData("displayName eq \"{0}\" and meta.resourceType eq \"Group\"", "Group")]
    [InlineData("displayName eq \"{0}\" and meta.resourceType eq \"User\"", "User")]
    [InlineData("displayName eq \"{0}\" and userName pr", "User")]
    [InlineData("displayName eq \"{0}\" and not (userName pr)", "Group")]
    [InlineData("displayName eq \"{0}\" and members.value pr", "Group")]
    [InlineData("displayName eq \"{0}\" and userName ne \"x\"", "User Group")]
    [InlineData("displayName eq \"{0}\" and emails[type eq \"work\"]", "")]
    public async Task Root_Filter_AttributeOfTheOtherTypeHasNoValue(string filter, string expected)
    {
        var name = Unique.Name();
        await MakeAsync(name);

        var get = await host.Client.GetAsync("?filter=" + Uri.EscapeDataString(string.Format(null, filter, name)));
        var post = await host.Client.PostAsync(
            "/.search", $$"""{"filter":{{System.Text.Json.JsonSerializer.Serialize(string.Format(null, filter, name))}} }""");

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), TypesIn(get));
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), TypesIn(post));
    }

    [Fact]
    public async Task Root_Sorted_MergesTheTypes()
    {
        var name = Unique.Name();
        await MakeAsync(name + "-b");
        await MakeAsync(name + "-a");

        var answer = await host.Client.GetAsync($"?filter=displayName sw \"{name}\"&sortBy=displayName&attributes=displayName,meta.resourceType");

        Assert.Equal(["User", "Group", "User", "Group"], TypesIn(answer));
        Assert.Equal(
            [name + "-a", name + "-a", name + "-b", name + "-b"],
            answer["Resources"]!.AsArray().Select(each => each!["displayName"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&sortBy=displayName")]
    public async Task Root_PagesByIndexAndByCursor_AreTheSameList(string query)
    {
        var name = Unique.Name();
        for (var n = 0; n < 4; n++)
        {
            await MakeAsync($"{name}-{n}");
        }

        var path = $"?filter=displayName sw \"{name}\"{query}&count=3";
        var byIndex = new List<string>();
        for (var start = 1; start <= 8; start += 3)
        {
            byIndex.AddRange(IdsIn(await host.Client.GetAsync($"{path}&startIndex={start}")));
        }

        var byCursor = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var answer = await host.Client.GetAsync($"{path}&cursor={cursor}");
            byCursor.AddRange(IdsIn(answer));
            cursor = answer["nextCursor"]?.GetValue<string>();
        }

        Assert.Equal(8, byIndex.Distinct().Count());
        Assert.Equal(byIndex, byCursor);
    }

    [Fact]
    public async Task Root_AttributeOfNoType_IsRefused() =>
        (await host.Client.GetAsync("?filter=nothing eq \"x\"")).ShouldBeError(400, "invalidFilter");

    [Fact]
    public async Task Root_OtherWorkspace_SeesItsOwnOnly()
    {
        await MakeAsync("foreign");

        var answer = await host.ClientOf(host.Two.Token).GetAsync("?count=200");

        Assert.Equal([host.Two.OwnerId.ToString()], IdsIn(answer).Where(id => Guid.TryParse(id, out _)));
    }

    private async Task<(string User, string Group)> MakeAsync(string name)
    {
        var user = (await host.Client.PostAsync(
            "/Users", $$"""{"userName":"{{Unique.Name()}}","displayName":"{{name}}"}""")).ShouldBe(201).Id;
        return (user, await host.Client.CreateGroupAsync(name, user));
    }

    private static IEnumerable<string> TypesIn(ScimAnswer answer) => answer.ShouldBe(200)["Resources"]!.AsArray()
        .Select(each => each!["meta"]!["resourceType"]!.GetValue<string>());

    private static IEnumerable<string> IdsIn(ScimAnswer answer) =>
        answer.ShouldBe(200)["Resources"]!.AsArray().Select(each => each!["id"]!.GetValue<string>());
}
