using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamAccess.Figures.Entra;

/// <summary>The requests of Entra ID's provisioning service, in its own shapes; each kind has its times taken.</summary>
internal sealed class EntraClient(HttpClient http, EntraTimes times)
{
    private static readonly MediaTypeHeaderValue Scim = new("application/scim+json") { CharSet = "utf-8" };

    /// <returns>The user's id, or null.</returns>
    public Task<string?> FindUserAsync(string attribute, string value) =>
        FindAsync("find a user", $"Users?filter={Uri.EscapeDataString($"{attribute} eq \"{value}\"")}");

    public Task<string?> FindGroupAsync(string displayName) => FindAsync(
        "find a group", $"Groups?excludedAttributes=members&filter={Uri.EscapeDataString($"displayName eq \"{displayName}\"")}");

    /// <returns>The user's id; null where it failed.</returns>
    public async Task<string?> CreateUserAsync(JsonObject user)
    {
        user["schemas"] = new JsonArray(
            "urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");
        user["active"] = true;
        user["roles"] = new JsonArray();
        user["meta"] = new JsonObject { ["resourceType"] = "User" };
        string? id = null;
        await times.MeasureAsync("create a user", async () =>
        {
            using var created = await http.PostAsync("Users", JsonContent.Create(user, Scim));
            created.EnsureSuccessStatusCode();
            id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        });
        return id;
    }

    public Task ChangeUserAsync(string id, string title, string department) => PatchAsync(
        "change a user",
        $"Users/{id}",
        new { op = "Replace", path = "title", value = title },
        new { op = "Add", path = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", value = department });

    public Task DeactivateAsync(string id) =>
        PatchAsync("deactivate a user", $"Users/{id}", new { op = "Replace", path = "active", value = "False" });

    public Task ReadGroupAsync(string id) => times.MeasureAsync("read a group without members", async () =>
    {
        using var answer = await http.GetAsync($"Groups/{id}?excludedAttributes=members");
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null);
    });

    public Task AddMembersAsync(string group, string[] users) => PatchAsync(
        users.Length == 1 ? "add one member" : $"add {users.Length} members",
        $"Groups/{group}",
        new { op = "Add", path = "members", value = ReferencesTo(users) });

    public Task RemoveMembersAsync(string group, string[] users) => PatchAsync(
        users.Length == 1 ? "remove one member" : $"remove {users.Length} members",
        $"Groups/{group}",
        new { op = "Remove", path = "members", value = ReferencesTo(users) });

    private static object[] ReferencesTo(string[] users) =>
        [.. users.Select(id => new Dictionary<string, string?> { ["$ref"] = null, ["value"] = id })];

    private async Task<string?> FindAsync(string kind, string query)
    {
        string? id = null;
        await times.MeasureAsync(kind, async () =>
        {
            var list = await http.GetFromJsonAsync<JsonElement>(query);
            var found = list.GetProperty("Resources");
            id = found.GetArrayLength() == 0 ? null : found[0].GetProperty("id").GetString();
        });
        return id;
    }

    private Task PatchAsync(string kind, string path, params object[] operations) => times.MeasureAsync(kind, async () =>
    {
        using var body = JsonContent.Create(
            new { schemas = new[] { "urn:ietf:params:scim:api:messages:2.0:PatchOp" }, Operations = operations },
            Scim,
            JsonSerializerOptions.Default);
        using var patched = await http.PatchAsync(path, body);
        patched.EnsureSuccessStatusCode();
    });
}
