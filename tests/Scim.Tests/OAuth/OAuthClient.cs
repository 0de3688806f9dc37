using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Directories;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.OAuth;

/// <summary>Asks for access tokens as a directory connection does.</summary>
internal static class OAuthClient
{
    public const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public static string ClientIdOf(TestWorkspace workspace) => ClientIds.Of(workspace.Id, workspace.Connection);

    public static DirectoryCredentialAdministration Credentials(this ScimHost host) =>
        host.Services.GetRequiredService<DirectoryCredentialAdministration>();

    public static async Task<IssuedToken> NewSecretAsync(
        this ScimHost host, TestWorkspace workspace, DateTimeOffset? expires = null) =>
        TestWorkspaces.Value(await host.Credentials().CreateSecretAsync(
            workspace.Owner, workspace.Connection, expires, CancellationToken.None)).Value;

    public static Task<ScimAnswer> PostTokenAsync(
        this ScimHost host, params (string Name, string Value)[] form) => host.PostTokenAsync(null, form);

    public static async Task<ScimAnswer> PostTokenAsync(
        this ScimHost host, string? basic, params (string Name, string Value)[] form)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        if (basic is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        }

        using var content = new FormUrlEncodedContent(
            form.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        using var response = await http.PostAsync("/oauth2/token", content);
        return await ScimAnswer.ReadAsync(response);
    }

    public static Task<ScimAnswer> ExchangeAsync(this ScimHost host, string clientId, string secret) => host.PostTokenAsync(
        ("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", secret));

    public static Task<ScimAnswer> AssertAsync(this ScimHost host, string clientId, string assertion) =>
        host.PostTokenAsync(
            ("grant_type", "client_credentials"),
            ("client_id", clientId),
            ("scope", "scim"),
            ("client_assertion_type", JwtBearer),
            ("client_assertion", assertion));

    public static string TokenOf(ScimAnswer answer) => answer.ShouldBe(200)["access_token"]!.GetValue<string>();

    public static ScimAnswer ShouldBeOAuthError(this ScimAnswer answer, int status, string code)
    {
        answer.ShouldBe(status);
        Assert.Equal(code, answer["error"]!.GetValue<string>());
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        return answer;
    }
}
