using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests;

/// <summary>A real server with schemas of its own: they work, they last, and wrong ones stop the start.</summary>
public sealed class OwnSchemaTests
{
    private const string Thing = """
        [{"id":"urn:example:Thing","attributes":[{"name":"serial","required":true,"uniqueness":"server"}]},
         {"name":"Thing","endpoint":"/Things","schema":"urn:example:Thing"}]
        """;

    [Fact]
    public async Task Start_WithAnOwnType_ServesItAndKeepsItThroughAKill()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_SCHEMAS", Write(Thing)));
        using var client = server.CreateScimClient();
        using var created = await client.PostAsJsonAsync("Things", new { serial = "S1" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        await server.KillAsync();
        await server.RestartAsync();

        using var found = await client.GetAsync(created.Headers.Location);
        using var taken = await client.PostAsJsonAsync("Things", new { serial = "s1" });
        var list = await client.GetFromJsonAsync<JsonObject>("Things?filter=serial%20eq%20%22S1%22");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (found.StatusCode, taken.StatusCode));
        Assert.Equal(1, (int)list!["totalResults"]!);
    }

    [Fact]
    public async Task Start_WithAWrongDefinition_EndsAndSaysWhy()
    {
        var path = Write(Thing.Replace("\"serial\"", "\"externalId\"", StringComparison.Ordinal));
        await using var server = ServerProcess.Launch(
            Directory.CreateTempSubdirectory("teamaccess-").FullName, ["--demo", "--scim-schemas", path]);

        Assert.NotEqual(0, await server.WaitForExitAsync());
        Assert.Contains(
            server.Errors,
            line => line.Contains($"{path}, document 1, schema urn:example:Thing: attribute \"externalId\"", StringComparison.Ordinal));
    }

    private static string Write(string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("schemas-").FullName, "own.json");
        File.WriteAllText(path, text);
        return path;
    }
}
