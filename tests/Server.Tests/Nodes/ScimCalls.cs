using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace TeamAccess.Server.Tests.Nodes;

/// <summary>The few SCIM requests that these tests make.</summary>
internal static class ScimCalls
{
    public static Task<HttpResponseMessage> PostUserAsync(
        this HttpClient scim, string userName, CancellationToken cancellationToken = default) =>
        scim.PostAsJsonAsync("Users", new { userName }, cancellationToken);

    /// <returns>The id.</returns>
    public static async Task<string> CreateUserAsync(this HttpClient scim, string userName)
    {
        using var answer = await scim.PostUserAsync(userName);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public static async Task DeactivateAsync(this HttpClient scim, string id)
    {
        using var body = new StringContent(
            """{"Operations":[{"op":"replace","path":"active","value":false}]}""", Encoding.UTF8, "application/scim+json");
        using var answer = await scim.PatchAsync($"Users/{id}", body);
        Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
    }

    public static async Task<HttpStatusCode> StatusOfAsync(this HttpClient scim, string path)
    {
        using var answer = await scim.GetAsync(path);
        return answer.StatusCode;
    }

    /// <summary>The userName of every user, sorted; one that is there twice is twice in the list.</summary>
    public static async Task<List<string>> UserNamesAsync(this HttpClient scim)
    {
        var names = new List<string>();
        for (var start = 1; ; start += 200)
        {
            var page = await scim.GetFromJsonAsync<JsonElement>(string.Create(
                CultureInfo.InvariantCulture, $"Users?startIndex={start}&count=200&attributes=userName"));
            var found = page.GetProperty("Resources").EnumerateArray().ToList();
            names.AddRange(found.Select(user => user.GetProperty("userName").GetString()!));
            if (found.Count < 200)
            {
                names.Sort(StringComparer.Ordinal);
                return names;
            }
        }
    }
}
