using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Resources;

/// <summary>A deployment's own resource type behaves as the built-in ones do.</summary>
public sealed class CustomTypeTests(ExampleHost host) : IClassFixture<ExampleHost>
{
    private const string Device = "urn:example:params:scim:schemas:Device";
    private const string Lease = "urn:example:params:scim:schemas:extension:Lease";

    private static int serials;

    [Fact]
    public async Task Device_WithoutOrWithAForeignToken_IsOutOfReach()
    {
        var device = await CreateAsync();

        (await host.ClientOf(null).GetAsync($"/Devices/{device.Id}")).ShouldBeError(401);
        (await host.ClientOf(host.Two.Token).GetAsync($"/Devices/{device.Id}")).ShouldBeError(404);
        (await host.ClientOf(host.Two.Token).PutAsync($"/Devices/{device.Id}", Body("x"))).ShouldBeError(404);
        (await host.ClientOf(host.Two.Token).DeleteAsync($"/Devices/{device.Id}")).ShouldBeError(404);
        var listed = await host.ClientOf(host.Two.Token).GetAsync($"/Devices?filter=id%20eq%20%22{device.Id}%22");
        Assert.Equal(0, (int)listed["totalResults"]!);
        (await host.Client.PostAsync("/Devices", "{")).ShouldBeError(400, "invalidSyntax");
    }

    [Fact]
    public async Task Device_Created_CarriesWhatEveryResourceDoes()
    {
        var device = await CreateAsync(""","externalId":"d-1","purchased":"2026-01-01T00:00:00Z","memory":16""");

        Assert.Equal(201, device.Status);
        Assert.Equal(Device, (string?)device["schemas"]![0]);
        Assert.Equal("Device", (string?)device["meta"]!["resourceType"]);
        Assert.Equal($"{ScimHost.BaseUrl}/Devices/{device.Id}", (string?)device["meta"]!["location"]);
        Assert.Equal($"{ScimHost.BaseUrl}/Devices/{device.Id}", device.Headers["Location"]);
        Assert.Equal((string?)device["meta"]!["version"], device.Headers["ETag"]);
        var found = await host.Client.GetAsync($"/Devices/{device.Id}");
        Assert.True(JsonNode.DeepEquals(device.Json, found.ShouldBe(200).Json));
        (await host.Client.GetAsync($"/Devices/{device.Id}", ("If-None-Match", device.Headers["ETag"]))).ShouldBe(304);
        Assert.Null((await host.Client.SendAsync("HEAD", $"/Devices/{device.Id}", null)).Json);
    }

    [Fact]
    public async Task Device_OtherMethods_AreAnsweredAsForUsers()
    {
        var device = await CreateAsync();

        Assert.Equal(
            "GET, HEAD, POST, OPTIONS", (await host.Client.SendAsync("OPTIONS", "/Devices", null)).ShouldBe(204).Headers["Allow"]);
        (await host.Client.SendAsync("POST", $"/Devices/{device.Id}", "{}")).ShouldBeError(405);
        (await host.Client.SendAsync("DELETE", "/Devices", null)).ShouldBeError(405);
        (await host.Client.GetAsync("/Devices/none")).ShouldBeError(404);
        (await host.Client.GetAsync("/Device")).ShouldBeError(404);
    }

    [Fact]
    public async Task Device_Unchanged_KeepsItsVersion()
    {
        var device = await CreateAsync(""","model":"M1" """);
        var stale = device.Headers["ETag"];

        var same = await host.Client.PatchAsync($"/Devices/{device.Id}", """[{"op":"replace","path":"model","value":"M1"}]""");
        var patched = await host.Client.PatchAsync(
            $"/Devices/{device.Id}", """[{"op":"replace","path":"model","value":"M2"}]""", ("If-Match", stale));

        Assert.Equal(stale, same.ShouldBe(200).Headers["ETag"]);
        Assert.Equal("M2", (string?)patched.ShouldBe(200)["model"]);
        Assert.NotEqual(stale, patched.Headers["ETag"]);
        (await host.Client.PatchAsync(
            $"/Devices/{device.Id}", """[{"op":"remove","path":"model"}]""", ("If-Match", stale))).ShouldBeError(412);
        (await host.Client.DeleteAsync($"/Devices/{device.Id}", ("If-Match", stale))).ShouldBeError(412);
        (await host.Client.DeleteAsync($"/Devices/{device.Id}")).ShouldBe(204);
        (await host.Client.GetAsync($"/Devices/{device.Id}")).ShouldBeError(404);
        (await host.Client.DeleteAsync($"/Devices/{device.Id}")).ShouldBeError(404);
    }

    [Fact]
    public async Task Devices_FilteredAndPaged_AreFound()
    {
        var model = host.NewName();
        for (var i = 1; i <= 5; i++)
        {
            (await CreateAsync($$""","model":"{{model}}","memory":{{i}},"externalId":"{{model}}-{{i}}" """)).ShouldBe(201);
        }

        Assert.Equal(3, await CountAsync($"model eq \"{model.ToUpperInvariant()}\" and memory gt 2"));
        Assert.Equal(1, await CountAsync($"externalId eq \"{model}-3\""));
        Assert.Equal(0, await CountAsync($"externalId eq \"{model.ToUpperInvariant()}-3\""));
        Assert.Equal(5, await CountAsync($"meta.lastModified gt \"2020-01-01T00:00:00Z\" and model eq \"{model}\""));
        var page = await host.Client.GetAsync(
            $"/Devices?startIndex=2&count=2&attributes=memory&filter={Uri.EscapeDataString($"model eq \"{model}\"")}");
        Assert.Equal(5, (int)page["totalResults"]!);
        Assert.Equal([2, 3], page["Resources"]!.AsArray().Select(device => (int)device!["memory"]!));
        Assert.All(page["Resources"]!.AsArray(), device => Assert.Null(device!["model"]));
        var search = await host.Client.PostAsync(
            "/Devices/.search",
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"model eq \"{{model}}\"","count":1}""");
        Assert.Equal(5, (int)search.ShouldBe(200)["totalResults"]!);
    }

    [Fact]
    public async Task Devices_SortedByCursorAndAtTheRoot_AreFound()
    {
        var model = host.NewName();
        foreach (var memory in new[] { 8, 64, 16 })
        {
            (await CreateAsync($$""","model":"{{model}}","memory":{{memory}},"unlockCode":"{{memory}}" """)).ShouldBe(201);
        }

        var filter = $"filter={Uri.EscapeDataString($"model eq \"{model}\"")}";
        var sorted = await host.Client.GetAsync($"/Devices?{filter}&sortBy=memory&sortOrder=descending");
        Assert.Equal([64, 16, 8], sorted.ShouldBe(200)["Resources"]!.AsArray().Select(device => (int)device!["memory"]!));
        (await host.Client.GetAsync("/Devices?sortBy=unlockCode")).ShouldBeError(400, "invalidPath");

        var first = await host.Client.GetAsync($"/Devices?{filter}&cursor&count=2");
        var rest = await host.Client.GetAsync($"/Devices?{filter}&count=2&cursor={Uri.EscapeDataString((string)first["nextCursor"]!)}");
        Assert.Equal(
            [8, 64, 16],
            first["Resources"]!.AsArray().Concat(rest["Resources"]!.AsArray()).Select(device => (int)device!["memory"]!));

        var everywhere = await host.Client.GetAsync($"?{filter}");
        Assert.Equal(3, (int)everywhere.ShouldBe(200)["totalResults"]!);
        var ofType = Uri.EscapeDataString($"meta.resourceType eq \"Device\" and model eq \"{model}\"");
        Assert.Equal(3, (int)(await host.Client.GetAsync($"?filter={ofType}"))["totalResults"]!);
    }

    [Fact]
    public async Task Device_SerialNumberTaken_Answers409UntilItIsFree()
    {
        var first = await CreateAsync();
        var serial = (string)first["serialNumber"]!;

        var taken = (await host.Client.PostAsync("/Devices", Body(serial))).ShouldBeError(409, "uniqueness");

        Assert.Contains("serialNumber", (string?)taken["detail"], StringComparison.Ordinal);
        (await host.Client.PostAsync("/Devices", Body(serial.ToUpperInvariant()))).ShouldBe(201);
        (await host.ClientOf(host.Two.Token).PostAsync("/Devices", Body(serial))).ShouldBe(201);
        (await host.Client.DeleteAsync($"/Devices/{first.Id}")).ShouldBe(204);
        (await host.Client.PostAsync("/Devices", Body(serial))).ShouldBe(201);
    }

    [Fact]
    public async Task Device_UniqueValueInAList_IsHeldByOneAlone()
    {
        var address = host.NewName();
        var one = await CreateAsync($$""","networkAddresses":[{"value":"{{address}}","type":"wired"},{"value":"{{address}}","type":"wireless"}]""");
        var other = await CreateAsync();
        var path = $"/Devices/{other.ShouldBe(201).Id}";
        var add = $$"""[{"op":"add","path":"networkAddresses","value":[{"value":"{{address.ToUpperInvariant()}}"}]}]""";

        (await host.Client.PatchAsync(path, add)).ShouldBeError(409, "uniqueness");
        Assert.True(JsonNode.DeepEquals(other.Json, (await host.Client.GetAsync(path)).Json));
        (await host.Client.PatchAsync($"/Devices/{one.Id}", """[{"op":"remove","path":"networkAddresses"}]""")).ShouldBe(200);
        (await host.Client.PatchAsync(path, add)).ShouldBe(200);
    }

    [Fact]
    public async Task Device_UniqueValueAskedForAtOnce_OnlyOneGetsIt()
    {
        var serial = NewSerial();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Client.PostAsync("/Devices", Body(serial))));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(7, answers.Count(answer => answer.Status == 409));
    }

    [Fact]
    public async Task Device_ImmutableValue_NeitherChangesNorGoes()
    {
        var device = await CreateAsync(""","model":"M1" """);
        var path = $"/Devices/{device.Id}";

        (await host.Client.PutAsync(path, Body("other"))).ShouldBeError(400, "mutability");
        (await host.Client.PatchAsync(path, """[{"op":"replace","path":"serialNumber","value":"other"}]"""))
            .ShouldBeError(400, "mutability");
        (await host.Client.PatchAsync(path, """[{"op":"remove","path":"serialNumber"}]""")).ShouldBeError(400, "mutability");

        Assert.True(JsonNode.DeepEquals(device.Json, (await host.Client.GetAsync(path)).Json));
        var replaced = await host.Client.PutAsync(path, Body((string)device["serialNumber"]!));
        Assert.Null(replaced.ShouldBe(200)["model"]);
    }

    [Fact]
    public async Task Device_WriteOnlyValue_IsNowhereToBeSeen()
    {
        var device = await CreateAsync(""","unlockCode":"m4rk-code" """);

        Assert.Null(device.ShouldBe(201)["unlockCode"]);
        Assert.Null((await host.Client.GetAsync($"/Devices/{device.Id}?attributes=unlockCode"))["unlockCode"]);
        (await host.Client.GetAsync("/Devices?filter=unlockCode%20eq%20%22m4rk-code%22")).ShouldBeError(400, "invalidFilter");
        (await host.Client.GetAsync("/Devices?filter=unlockCode%20pr")).ShouldBeError(400, "invalidFilter");
    }

    [Fact]
    public async Task Device_ValueReturnedOnRequest_IsShownWhenAskedForOrWritten()
    {
        var device = await CreateAsync(""","price":12.50""");
        var path = $"/Devices/{device.Id}";

        Assert.Equal("12.50", device["price"]!.ToJsonString());
        Assert.Null((await host.Client.GetAsync(path))["price"]);
        Assert.Equal("12.50", (await host.Client.GetAsync($"{path}?attributes=price"))["price"]!.ToJsonString());
        Assert.Null((await host.Client.PatchAsync(path, """[{"op":"add","path":"model","value":"M"}]"""))["price"]);
        Assert.NotNull((await host.Client.PatchAsync(path, """[{"op":"add","value":{"price":13}}]"""))["price"]);
    }

    [Fact]
    public async Task Device_Extension_IsPartOfIt()
    {
        var device = await CreateAsync($$""","{{Lease}}":{"contract":"C1","ends":"2027-01-01T00:00:00Z"}""");
        var path = $"/Devices/{device.ShouldBe(201).Id}";

        Assert.Equal([Device, Lease], device["schemas"]!.AsArray().Select(uri => (string)uri!));
        (await host.Client.PatchAsync(path, $$"""[{"op":"remove","path":"{{Lease}}:contract"}]""")).ShouldBeError(400, "mutability");
        var patched = await host.Client.PatchAsync(path, $$"""[{"op":"replace","path":"{{Lease}}:contract","value":"C2"}]""");
        Assert.Equal("C2", (string?)patched.ShouldBe(200)[Lease]!["contract"]);
        Assert.Equal(1, await CountAsync($"{Lease}:contract eq \"c2\""));
        var removed = await host.Client.PatchAsync(path, $$"""[{"op":"remove","path":"{{Lease}}"}]""");
        Assert.Single(removed.ShouldBe(200)["schemas"]!.AsArray());
    }

    [Fact]
    public async Task Device_Oversized_IsRefused()
    {
        var text = new string('x', 70_000);

        (await CreateAsync($$""","model":"{{text}}" """)).ShouldBeError(400, "invalidValue");
    }

    private static string NewSerial() => $"serial-{Interlocked.Increment(ref serials)}";

    private static string Body(string serial, string more = "") =>
        $$"""{"schemas":["{{Device}}"],"serialNumber":"{{serial}}"{{more}}}""";

    private Task<ScimAnswer> CreateAsync(string more = "") => host.Client.PostAsync("/Devices", Body(NewSerial(), more));

    private async Task<int> CountAsync(string filter) =>
        (int)(await host.Client.GetAsync($"/Devices?filter={Uri.EscapeDataString(filter)}")).ShouldBe(200)["totalResults"]!;
}
