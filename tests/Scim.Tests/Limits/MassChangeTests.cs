using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Directories;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Limits;

/// <summary>What a directory is told that switches off too many members at once.</summary>
public sealed class MassChangeTests(ScimHost host) : IClassFixture<ScimHost>
{
    private const string Off = """[{"op":"replace","path":"active","value":false}]""";

    [Fact]
    public async Task Patch_BeyondTheLimits_429WithRetryAfter_TheRestGoesOn()
    {
        var (client, users) = await StartAsync("mass-patch");
        (await client.PatchAsync($"/Users/{users[0]}", Off)).ShouldBe(200);
        (await client.DeleteAsync($"/Users/{users[1]}")).ShouldBe(204);

        var refused = (await client.PatchAsync(
            $"/Users/{users[2]}",
            """[{"op":"replace","value":{"active":"False","title":"Gone"} }]""")).ShouldBeError(429);

        Assert.InRange(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 3500, 3600);
        Assert.Contains("deactivated or deleted 2 members", refused["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        (await client.PutAsync($"/Users/{users[2]}", """{"userName":"x","active":false}""")).ShouldBeError(429);
        (await client.DeleteAsync($"/Users/{users[2]}")).ShouldBeError(429);
        var kept = await client.GetAsync($"/Users/{users[2]}");
        Assert.True(kept["active"]!.GetValue<bool>());
        Assert.Null(kept["title"]);
        (await client.PatchAsync($"/Users/{users[2]}", """[{"op":"replace","path":"title","value":"Here"}]""")).ShouldBe(200);
    }

    [Fact]
    public async Task Bulk_BeyondTheLimits_OnlyThoseOperationsAreRefused()
    {
        var (client, users) = await StartAsync("mass-bulk");
        var operations = new JsonArray(
            [.. users.Select(id => new JsonObject { ["method"] = "DELETE", ["path"] = $"/Users/{id}" })]);
        operations.Add(new JsonObject
        {
            ["method"] = "POST",
            ["path"] = "/Users",
            ["bulkId"] = "new",
            ["data"] = JsonNode.Parse(Bodies.User(Unique.Name())),
        });

        var answer = (await client.PostAsync(
            "/Bulk",
            new JsonObject
            {
                ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:BulkRequest"),
                ["Operations"] = operations,
            }.ToJsonString())).ShouldBe(200);

        Assert.Equal(
            ["204", "204", "429", "429", "201"],
            answer["Operations"]!.AsArray().Select(each => each!["status"]!.GetValue<string>()));
    }

    private async Task<(ScimClient Client, List<string> Users)> StartAsync(string workspace)
    {
        var own = await TestWorkspaces.CreateAsync(host.Services, workspace, Protocol.Dialect.Compatible);
        TestWorkspaces.Value(await host.Services.GetRequiredService<DirectoryAdministration>().UpdateConnectionAsync(
            own.Owner,
            own.Connection,
            new ConnectionChanges(null, null, null, null, null) { BreakerMaxMembers = 2, BreakerMaxPercent = 10 },
            etag: null,
            CancellationToken.None));
        var client = host.ClientOf(own.Token);
        var users = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            users.Add(await client.CreateUserAsync(Unique.Name()));
        }

        return (client, users);
    }
}
