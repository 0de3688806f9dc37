using System.Net.Http.Headers;
using System.Text;

namespace TeamAccess.Scim.Tests.Host;

/// <summary>Sends requests below the base path and reads answers whole.</summary>
public sealed class ScimClient
{
    public ScimClient(Uri address, string? token)
    {
        Http = new HttpClient { BaseAddress = new Uri(address, "/scim/v2/"), Timeout = TimeSpan.FromSeconds(30) };
        if (token is not null)
        {
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public HttpClient Http { get; }

    public Task<ScimAnswer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync("GET", path, null, headers);

    public Task<ScimAnswer> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync("POST", path, body, headers);

    public Task<ScimAnswer> PutAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync("PUT", path, body, headers);

    public Task<ScimAnswer> DeleteAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync("DELETE", path, null, headers);

    /// <param name="operations">The list, as JSON.</param>
    public Task<ScimAnswer> PatchAsync(string path, string operations, params (string Name, string Value)[] headers) =>
        SendAsync(
            "PATCH",
            path,
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":{{operations}}}""",
            headers);

    public async Task<string> CreateUserAsync(string userName)
    {
        var answer = await PostAsync("/Users", Bodies.User(userName));
        Assert.Equal(201, answer.Status);
        return answer.Id;
    }

    public async Task<string> CreateGroupAsync(string displayName, params string[] members)
    {
        var answer = await PostAsync("/Groups", Bodies.Group(displayName, members));
        Assert.Equal(201, answer.Status);
        return answer.Id;
    }

    public Task<ScimAnswer> SendAsync(
        string method, string path, string? body, params (string Name, string Value)[] headers) =>
        SendContentAsync(
            method, path, body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body)), headers);

    public async Task<ScimAnswer> SendContentAsync(
        string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.TrimStart('/')) { Content = content };
        if (content is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", "application/scim+json");
        }

        foreach (var (name, value) in headers)
        {
            var target = name.StartsWith("Content-", StringComparison.Ordinal)
                ? (HttpHeaders)content!.Headers
                : request.Headers;
            target.Remove(name);
            target.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        return await ScimAnswer.ReadAsync(response);
    }
}
