using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Search;

/// <summary>Filters on what the server adds to a resource: its address, and references to others.</summary>
public sealed class RelationFilterTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Theory]
    [InlineData("meta.location eq \"{base}/Users/{user}\"")]
    [InlineData("meta[location eq \"{base}/Users/{user}\"]")]
    [InlineData("not (meta.location ne \"{base}/Users/{user}\")")]
    [InlineData("groups.$ref eq \"{base}/Groups/{group}\"")]
    [InlineData("groups.$REF ew \"/Groups/{group}\" and active eq true")]
    [InlineData("groups[$ref eq \"{base}/Groups/{group}\" and type eq \"direct\"]")]
    [InlineData("id eq \"{user}\" and groups.$ref pr")]
    public async Task ListUsers_FilterByAddress_FindsWhatIsReturned(string filter) =>
        await FindsOneAsync("/Users", filter, group: false);

    [Theory]
    [InlineData("meta.location eq \"{base}/Groups/{group}\"")]
    [InlineData("members.$ref eq \"{base}/Users/{user}\"")]
    [InlineData("members[$ref eq \"{base}/Users/{user}\"]")]
    [InlineData("displayName pr and (members[$ref ew \"{user}\"] or meta.location ew \"x\")")]
    public async Task ListGroups_FilterByAddress_FindsWhatIsReturned(string filter) =>
        await FindsOneAsync("/Groups", filter, group: true);

    [Theory]
    [InlineData("meta.location eq \"{base}/Users/{group}\"")]
    [InlineData("groups.$ref eq \"{base}/Users/{group}\"")]
    public async Task ListUsers_FilterByOtherAddress_FindsNobody(string filter)
    {
        var (user, group) = await CreateAsync();

        Assert.Equal(0, (await ListAsync("/Users", filter, user, group))["totalResults"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("members.value eq \"{USER}\" or displayName eq \"nothing\"")]
    [InlineData("members[value ew \"{USER}\"]")]
    [InlineData("members.value eq \"{USER}\"")]
    [InlineData("members eq \"{USER}\"")]
    [InlineData("members[value eq \"{USER}\"]")]
    [InlineData("displayName pr and members.value eq \"{USER}\"")]
    public async Task ListGroups_MemberIdInCapitals_Matches(string filter) =>
        await FindsOneAsync("/Groups", filter, group: true);

    [Theory]
    [InlineData("groups.value eq \"{GROUP}\"")]
    [InlineData("groups[value eq \"{GROUP}\"]")]
    public async Task ListUsers_GroupIdInCapitals_Matches(string filter) =>
        await FindsOneAsync("/Users", filter, group: false);

    private async Task FindsOneAsync(string path, string filter, bool group)
    {
        var (user, groupId) = await CreateAsync();

        var found = await ListAsync(path, filter, user, groupId);

        Assert.Equal(1, found["totalResults"]!.GetValue<int>());
        Assert.Equal(group ? groupId : user, found["Resources"]![0]!["id"]!.GetValue<string>());
    }

    private async Task<(string User, string Group)> CreateAsync()
    {
        var user = await host.Client.CreateUserAsync(host.NewName());
        return (user, await host.Client.CreateGroupAsync(host.NewName(), user));
    }

    private async Task<ScimAnswer> ListAsync(string path, string filter, string user, string group)
    {
        var text = filter
            .Replace("{base}", ScimHost.BaseUrl, StringComparison.Ordinal)
            .Replace("{user}", user, StringComparison.Ordinal)
            .Replace("{USER}", user.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{group}", group, StringComparison.Ordinal)
            .Replace("{GROUP}", group.ToUpperInvariant(), StringComparison.Ordinal);
        return (await host.Client.GetAsync($"{path}?filter={Uri.EscapeDataString(text)}")).ShouldBe(200);
    }
}
