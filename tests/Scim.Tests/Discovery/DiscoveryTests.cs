using System.Text.Json.Nodes;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Discovery;

public sealed class DiscoveryTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const string User = "urn:ietf:params:scim:schemas:core:2.0:User";

    public static TheoryData<string> Paths() =>
    [
        "/ServiceProviderConfig", "/Schemas", $"/Schemas/{User}", "/ResourceTypes", "/ResourceTypes/User",
        "/ResourceTypes/Group",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Discovery_NoToken_Answers401(string path) =>
        (await host.ClientOf(null).GetAsync(path)).ShouldBeError(401);

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Discovery_Each_IsServedAndReadOnly(string path)
    {
        var answer = (await host.Client.GetAsync(path)).ShouldBe(200);
        Assert.Equal("application/scim+json", answer.MediaType);

        (await host.Client.GetAsync(path + "?filter=name eq \"User\"")).ShouldBeError(403);
        (await host.Client.GetAsync(path + "?startIndex=2&count=1&sortBy=id&attributes=id")).ShouldBe(200);
        foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE" })
        {
            var refused = await host.Client.SendAsync(method, path, "{}");
            refused.ShouldBeError(405);
            Assert.Equal("GET, HEAD, OPTIONS", refused.Headers["Allow"]);
        }
    }

    [Fact]
    public async Task ServiceProviderConfig_Says_WhatIsEnforced()
    {
        var config = await host.Client.GetAsync("/ServiceProviderConfig");

        Assert.True(config["patch"]!["supported"]!.GetValue<bool>());
        Assert.True(config["etag"]!["supported"]!.GetValue<bool>());
        Assert.Equal(200, config["filter"]!["maxResults"]!.GetValue<int>());
        Assert.True(config["bulk"]!["supported"]!.GetValue<bool>());
        Assert.False(config["changePassword"]!["supported"]!.GetValue<bool>());
        Assert.Equal("oauthbearertoken", config["authenticationSchemes"]![0]!["type"]!.GetValue<string>());
        Assert.Equal($"{ScimHost.BaseUrl}/ServiceProviderConfig", config["meta"]!["location"]!.GetValue<string>());
    }

    [Fact]
    public async Task Schemas_Listed_AreEachServedByIdInAnyCase()
    {
        var list = await host.Client.GetAsync("/Schemas");
        var schemas = list["Resources"]!.AsArray();

        Assert.Equal(schemas.Count, list["totalResults"]!.GetValue<int>());
        Assert.Contains(schemas, schema => schema!["id"]!.GetValue<string>() == User);
        foreach (var schema in schemas)
        {
            var id = schema!["id"]!.GetValue<string>();
            Assert.Equal($"{ScimHost.BaseUrl}/Schemas/{id}", schema["meta"]!["location"]!.GetValue<string>());
            Assert.True(JsonNode.DeepEquals(schema, (await host.Client.GetAsync($"/Schemas/{id}")).Json));
            Assert.True(JsonNode.DeepEquals(schema, (await host.Client.GetAsync($"/Schemas/{id.ToUpperInvariant()}")).Json));
        }

        (await host.Client.GetAsync("/Schemas/urn:none")).ShouldBeError(404);
    }

    [Fact]
    public async Task Schemas_UserEmails_NameTheirTypes()
    {
        var schema = await host.Client.GetAsync($"/Schemas/{User}");

        var emails = schema["attributes"]!.AsArray().Single(attribute => attribute!["name"]!.GetValue<string>() == "emails")!;
        var type = emails["subAttributes"]!.AsArray().Single(sub => sub!["name"]!.GetValue<string>() == "type")!;
        Assert.Contains("work", type["canonicalValues"]!.AsArray().Select(value => value!.GetValue<string>()));
    }

    [Fact]
    public async Task ResourceTypes_Listed_PointToEndpointsThatAnswer()
    {
        var types = (await host.Client.GetAsync("/ResourceTypes"))["Resources"]!.AsArray();

        Assert.Equal(["Entitlement", "Group", "Role", "User"], types.Select(type => type!["id"]!.GetValue<string>()).Order());
        foreach (var type in types)
        {
            (await host.Client.GetAsync(type!["endpoint"]!.GetValue<string>())).ShouldBe(200);
            var schemas = (type["schemaExtensions"] as JsonArray ?? []).Select(extension => extension!["schema"]!)
                .Append(type["schema"]!);
            foreach (var schema in schemas)
            {
                (await host.Client.GetAsync($"/Schemas/{schema}")).ShouldBe(200);
            }
        }

        (await host.Client.GetAsync("/ResourceTypes/Device")).ShouldBeError(404);
    }
}
