using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TeamAccess.Server.Tests.FirstSync;

/// <summary>
/// One worker of an identity provider: looks up before it creates, takes 409 for "somebody was faster", and sends a part
/// of its requests twice, as a client does whose answer got lost.
/// </summary>
internal sealed class SyncClient(HttpClient http, ConcurrentDictionary<string, string> ids, int seed)
{
    private const int MembersAtOnce = 50;

    private readonly Random random = new(seed);

    public async Task ProvisionAsync(IntendedUser user)
    {
        var id = await FindAsync("Users", "userName", user.UserName) ?? await CreateAsync("Users", "userName", user.UserName, new
        {
            schemas = new[] { "urn:ietf:params:scim:schemas:core:2.0:User" },
            userName = user.UserName,
            externalId = user.ExternalId,
            displayName = "Not yet",
            active = true,
        });
        ids[user.UserName] = id;
        await PatchAsync($"Users/{id}", new { op = "replace", path = "displayName", value = (object)user.DisplayName });
        await PatchAsync($"Users/{id}", new { op = "Replace", path = "active", value = (object)(user.Active ? "True" : "False") });
    }

    /// <param name="strangers">userNames that are put into the group first, and taken out again.</param>
    public async Task ProvisionAsync(IntendedGroup group, IReadOnlyList<string> strangers)
    {
        var id = await FindAsync("Groups", "displayName", group.DisplayName) ?? await CreateAsync("Groups", "displayName", group.DisplayName, new
        {
            schemas = new[] { "urn:ietf:params:scim:schemas:core:2.0:Group" },
            displayName = group.DisplayName,
        });
        foreach (var stranger in strangers.Where(name => !group.Members.Contains(name)))
        {
            await PatchAsync($"Groups/{id}", new { op = "add", path = "members", value = (object)MembersOf([stranger]) });
            await PatchAsync($"Groups/{id}", new { op = "remove", path = $"members[value eq \"{ids[stranger]}\"]", value = (object?)null });
        }

        foreach (var some in group.Members.OrderBy(_ => random.Next()).Chunk(MembersAtOnce))
        {
            await PatchAsync($"Groups/{id}", new { op = "Add", path = "members", value = (object)MembersOf(some) });
        }
    }

    private object[] MembersOf(IEnumerable<string> userNames) => [.. userNames.Select(name => new { value = ids[name] })];

    private async Task<string?> FindAsync(string endpoint, string attribute, string value)
    {
        var filter = Uri.EscapeDataString($"{attribute} eq \"{value}\"");
        var list = await http.GetFromJsonAsync<JsonElement>($"{endpoint}?filter={filter}&attributes=id");
        var found = list.GetProperty("Resources").EnumerateArray().ToList();
        return found.Count == 0 ? null : Assert.Single(found).GetProperty("id").GetString();
    }

    private async Task<string> CreateAsync(string endpoint, string attribute, string value, object resource)
    {
        // The first answer "gets lost": only what the second says is heard.
        if (random.Next(5) == 0)
        {
            using var lost = await http.PostAsJsonAsync(endpoint, resource);
        }

        using var created = await http.PostAsJsonAsync(endpoint, resource);
        if (created.StatusCode == HttpStatusCode.Conflict)
        {
            return await FindAsync(endpoint, attribute, value)
                ?? throw new InvalidOperationException($"{endpoint} has a conflict with a resource that cannot be found.");
        }

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private async Task PatchAsync(string path, object operation)
    {
        for (var sent = random.Next(5) == 0 ? 0 : 1; sent < 2; sent++)
        {
            using var body = JsonContent.Create(new
            {
                schemas = new[] { "urn:ietf:params:scim:api:messages:2.0:PatchOp" },
                Operations = new[] { operation },
            });
            using var patched = await http.PatchAsync(path, body);
            Assert.True(patched.IsSuccessStatusCode, $"{path}: {await patched.Content.ReadAsStringAsync()}");
        }
    }
}
