using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Groups;

/// <summary>A group with more members than are in memory as JSON at once.</summary>
public sealed class LargeGroupTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const int Size = 450;

    [Fact]
    public async Task LargeGroup_EachAnswerThatShowsIt_HasEveryMemberOnceAndWhole()
    {
        var name = host.NewName();
        var members = new List<string>();
        for (var n = 0; n < Size; n++)
        {
            members.Add(await host.Client.CreateUserAsync($"{name}-{n}"));
        }

        var id = await host.Client.CreateGroupAsync(name, [.. members]);
        var small = await host.Client.CreateGroupAsync(name + "-small", members[0]);

        var got = (await host.Client.GetAsync($"/Groups/{id}")).ShouldBe(200);
        var listed = (await host.Client.GetAsync($"/Groups?filter=displayName sw \"{name}\"")).ShouldBe(200)["Resources"]!.AsArray();

        Assert.Equal(members.Order(StringComparer.Ordinal), got["members"]!.AsArray().Select(ValueOf).Order(StringComparer.Ordinal));
        Assert.All(got["members"]!.AsArray(), member =>
        {
            Assert.Equal(["value", "type", "display", "$ref"], member!.AsObject().Select(part => part.Key));
            Assert.EndsWith($"/Users/{ValueOf(member)}", member["$ref"]!.GetValue<string>(), StringComparison.Ordinal);
        });
        Assert.Equal([id, small], listed.Select(group => group!["id"]!.GetValue<string>()));
        Assert.True(JsonNode.DeepEquals(got.Json, listed[0]));
        Assert.Equal(members[0], Assert.Single(listed[1]!["members"]!.AsArray().Select(ValueOf)));
    }

    [Fact]
    public async Task LargeGroup_ProjectedMembers_ShowThatPartOfEach()
    {
        var name = host.NewName();
        var members = new List<string>();
        for (var n = 0; n < Size; n++)
        {
            members.Add(await host.Client.CreateUserAsync($"{name}-{n}"));
        }

        var id = await host.Client.CreateGroupAsync(name, [.. members]);

        var values = (await host.Client.GetAsync($"/Groups/{id}?attributes=members.value")).ShouldBe(200)["members"]!.AsArray();
        var none = (await host.Client.GetAsync($"/Groups/{id}?excludedAttributes=members")).ShouldBe(200);

        Assert.Equal(Size, values.Select(ValueOf).Distinct(StringComparer.Ordinal).Count());
        Assert.All(values, member => Assert.DoesNotContain("display", member!.AsObject().Select(part => part.Key)));
        Assert.Null(none["members"]);
    }

    private static string ValueOf(JsonNode? member) => member!["value"]!.GetValue<string>();
}
