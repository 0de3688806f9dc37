using System.Net.Http.Json;
using System.Text.Json;

namespace TeamAccess.Figures;

/// <summary>The SCIM requests that the figures are made of.</summary>
internal sealed class ScimLoad(HttpClient http)
{
    // "Operations", which some servers know by its capital only.
    private static readonly JsonSerializerOptions AsWritten = JsonSerializerOptions.Default;

    public async Task<string> CreateUserAsync(string userName)
    {
        using var created = await http.PostAsJsonAsync("Users", new
        {
            schemas = new[] { "urn:ietf:params:scim:schemas:core:2.0:User" },
            userName,
            displayName = "A person of many figures",
            name = new { givenName = "A", familyName = "Person" },
            emails = new[] { new { value = userName, type = "work", primary = true } },
        });
        return await IdOfAsync(created);
    }

    public async Task<string> CreateGroupAsync(string displayName)
    {
        using var created = await http.PostAsJsonAsync("Groups", new
        {
            schemas = new[] { "urn:ietf:params:scim:schemas:core:2.0:Group" },
            displayName,
        });
        return await IdOfAsync(created);
    }

    public Task AddMembersAsync(string group, IEnumerable<string> users) =>
        PatchMembersAsync(group, new { op = "add", path = "members", value = users.Select(id => new { value = id }) });

    public Task RemoveMemberAsync(string group, string user) =>
        PatchMembersAsync(group, new { op = "remove", path = $"members[value eq \"{user}\"]" });

    public Task RetitleAsync(string user, string title) =>
        PatchAsync($"Users/{user}", new { op = "replace", path = "title", value = title });

    public Task SetActiveAsync(string user, bool active) =>
        PatchAsync($"Users/{user}", new { op = "replace", path = "active", value = active });

    public async Task GetAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null);
    }

    public Task FindAsync(string userName) =>
        GetAsync("Users?filter=" + Uri.EscapeDataString($"userName eq \"{userName}\""));

    private Task PatchMembersAsync(string group, object operation) => PatchAsync($"Groups/{group}", operation);

    private async Task PatchAsync(string path, object operation)
    {
        using var body = JsonContent.Create(new
        {
            schemas = new[] { "urn:ietf:params:scim:api:messages:2.0:PatchOp" },
            Operations = new[] { operation },
        }, options: AsWritten);
        using var patched = await http.PatchAsync(path, body);
        patched.EnsureSuccessStatusCode();
    }

    private static async Task<string> IdOfAsync(HttpResponseMessage created)
    {
        created.EnsureSuccessStatusCode();
        return (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
