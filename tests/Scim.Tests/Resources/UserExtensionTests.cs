using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Resources;

/// <summary>A deployment's own extension of User.</summary>
public sealed class UserExtensionTests(ExampleHost host) : IClassFixture<ExampleHost>
{
    private const string Badge = "urn:example:params:scim:schemas:extension:Badge";

    [Fact]
    public async Task Discovery_OfExtensionAndType_ShowsThem()
    {
        var types = (await host.Client.GetAsync("/ResourceTypes"))["Resources"]!.AsArray();
        var user = (await host.Client.GetAsync("/ResourceTypes/User"))["schemaExtensions"]!.AsArray();
        var schema = await host.Client.GetAsync($"/Schemas/{Badge}");

        Assert.Equal(["User", "Group", "Role", "Entitlement", "Device"], types.Select(type => (string)type!["name"]!));
        Assert.Contains(user, extension => (string?)extension!["schema"] == Badge);
        Assert.Equal("server", (string?)schema.ShouldBe(200)["attributes"]![0]!["uniqueness"]);
        Assert.Equal("/Devices", (string?)(await host.Client.GetAsync("/ResourceTypes/Device"))["endpoint"]);
    }

    [Fact]
    public async Task Extension_OfAUser_IsStoredFilteredAndPatched()
    {
        var user = await CreateAsync($$"""{"number":"{{host.NewName()}}","zones":["lab"]}""");
        var path = $"/Users/{user.ShouldBe(201).Id}";

        var patched = await host.Client.PatchAsync(
            path, $$"""[{"op":"add","path":"{{Badge}}:zones","value":["lab","roof"]},{"op":"add","path":"{{Badge}}:issued","value":"2026-01-01T00:00:00Z"}]""");

        Assert.Equal(["lab", "roof"], patched.ShouldBe(200)[Badge]!["zones"]!.AsArray().Select(zone => (string)zone!));
        Assert.Contains(patched["schemas"]!.AsArray(), uri => (string?)uri == Badge);
        var filter = Uri.EscapeDataString($"{Badge}:zones eq \"ROOF\" and userName eq \"{user["userName"]}\"");
        Assert.Equal(1, (int)(await host.Client.GetAsync($"/Users?filter={filter}"))["totalResults"]!);
        (await host.Client.PatchAsync(path, $$"""[{"op":"remove","path":"{{Badge}}:issued"}]""")).ShouldBeError(400, "mutability");
        (await host.Client.PatchAsync(path, $$"""[{"op":"replace","path":"{{Badge}}:zones","value":[{"a":1}]}]"""))
            .ShouldBeError(400, "invalidValue");
    }

    [Fact]
    public async Task UniqueNumber_OfAnotherUser_IsTakenUntilThatOneChangesOrGoes()
    {
        var number = host.NewName();
        var first = await CreateAsync($$"""{"number":"{{number}}"}""");
        var second = await CreateAsync("""{"zones":["x"]}""");
        var take = $$"""[{"op":"add","path":"{{Badge}}:number","value":"{{number.ToUpperInvariant()}}"}]""";

        var taken = (await host.Client.PatchAsync($"/Users/{second.Id}", take)).ShouldBeError(409, "uniqueness");
        Assert.Contains($"{Badge}:number", (string?)taken["detail"], StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(second.Json, (await host.Client.GetAsync($"/Users/{second.Id}")).Json));
        (await CreateAsync($$"""{"number":"{{number}}"}""")).ShouldBeError(409, "uniqueness");

        (await host.Client.PatchAsync($"/Users/{first.Id}", $$"""[{"op":"replace","path":"{{Badge}}:number","value":"{{number}}-2"}]""")).ShouldBe(200);
        (await host.Client.PatchAsync($"/Users/{second.Id}", take)).ShouldBe(200);
        (await host.Client.DeleteAsync($"/Users/{second.Id}")).ShouldBe(204);
        (await CreateAsync($$"""{"number":"{{number}}"}""")).ShouldBe(201);
    }

    [Fact]
    public async Task Extension_PutWithoutMention_Stays_AndWithNullGoes()
    {
        var user = await CreateAsync($$"""{"number":"{{host.NewName()}}"}""");
        var body = Bodies.User((string)user["userName"]!);

        var kept = await host.Client.PutAsync($"/Users/{user.Id}", body);
        var gone = await host.Client.PutAsync($"/Users/{user.Id}", body.Insert(body.LastIndexOf('}'), $",\"{Badge}\":null"));

        Assert.NotNull(kept.ShouldBe(200)[Badge]);
        Assert.Null(gone.ShouldBe(200)[Badge]);
    }

    private Task<ScimAnswer> CreateAsync(string badge)
    {
        var body = Bodies.User(host.NewName());
        return host.Client.PostAsync("/Users", body.Insert(body.LastIndexOf('}'), $",\"{Badge}\":{badge}"));
    }
}
