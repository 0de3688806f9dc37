using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.OAuth;

/// <summary>RFC 6749 §4.4 at /oauth2/token: getting access tokens, and how they end.</summary>
public sealed class ClientSecretTests(ScimHost host) : IClassFixture<ScimHost>
{
    private DirectoryAdministration Directories => host.Services.GetRequiredService<DirectoryAdministration>();

    [Fact]
    public async Task Exchange_SecretInBodyOrBasic_GivesATokenForItsWorkspaceOnly()
    {
        var one = await NewAsync("exchange");
        var secret = (await host.NewSecretAsync(one)).Secret!;
        var id = OAuthClient.ClientIdOf(one);

        var posted = await host.ExchangeAsync(id, secret);
        var basic = await host.PostTokenAsync($"{id}:{secret}", ("grant_type", "client_credentials"), ("scope", "scim"));

        foreach (var answer in new[] { posted, basic })
        {
            Assert.StartsWith("ta_at_", OAuthClient.TokenOf(answer), StringComparison.Ordinal);
            Assert.Equal("Bearer", answer["token_type"]!.GetValue<string>());
            Assert.Equal(3600, answer["expires_in"]!.GetValue<int>());
            Assert.Equal("scim", answer["scope"]!.GetValue<string>());
            Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        }

        var created = await host.ClientOf(OAuthClient.TokenOf(posted)).CreateUserAsync(host.NewName());
        (await host.ClientOf(one.Token).GetAsync($"/Users/{created}")).ShouldBe(200);
        (await host.ClientOf(host.Two.Token).GetAsync($"/Users/{created}")).ShouldBeError(404);
    }

    [Fact]
    public async Task Exchange_UnknownClientWrongSecretOrForeignOne_AnswersAlike()
    {
        var one = await NewAsync("wrong");
        var (mine, foreign) = (await host.NewSecretAsync(one), await host.NewSecretAsync(await NewAsync("wrong2")));
        var id = OAuthClient.ClientIdOf(one);
        var otherSecret = TokenText.Create(TokenKind.ClientSecret, mine.Token.Id.Value).Reveal();
        string[] bodies =
        [
            (await host.ExchangeAsync("no-one." + Guid.Empty.ToString("N"), mine.Secret!)).Refused(),
            (await host.ExchangeAsync(id, otherSecret)).Refused(),
            (await host.ExchangeAsync(id, foreign.Secret!)).Refused(),
            (await host.ExchangeAsync(id, one.Token)).Refused(),
            (await host.ExchangeAsync(id, "x")).Refused(),
            (await host.PostTokenAsync($"{id}:x", ("grant_type", "client_credentials"))).Refused(),
        ];

        Assert.Single(bodies.Distinct());
    }

    [Theory]
    [InlineData("unsupported_grant_type", "grant_type=password&client_id=a&client_secret=b")]
    [InlineData("invalid_request", "client_id=a&client_secret=b")]
    [InlineData("invalid_request", "grant_type=client_credentials&client_secret=b")]
    [InlineData("invalid_request", "grant_type=client_credentials&client_id=a&client_id=a&client_secret=b")]
    [InlineData("invalid_request", "grant_type=client_credentials&client_id=a&client_secret=b&client_assertion=c")]
    [InlineData("invalid_request", "grant_type=client_credentials&client_id=a&client_assertion=c")]
    [InlineData("invalid_scope", "grant_type=client_credentials&client_id=a&client_secret=b&scope=admin")]
    [InlineData("invalid_request", "")]
    public async Task Request_Malformed_AnswersItsError(string code, string body) =>
        (await SendAsync(body)).ShouldBeOAuthError(400, code);

    [Fact]
    public async Task Request_HugeOrOfAnotherType_IsRefusedBeforeItIsRead()
    {
        (await SendAsync("grant_type=" + new string('x', 100_000))).ShouldBeOAuthError(400, "invalid_request");
        (await SendAsync(string.Join('&', Enumerable.Range(0, 500).Select(i => $"p{i}=1")))).ShouldBeOAuthError(400, "invalid_request");
        (await SendAsync("{}", "application/json")).ShouldBeOAuthError(400, "invalid_request");
        (await SendAsync("grant_type=client_credentials&client_id=a")).ShouldBeOAuthError(401, "invalid_client");
    }

    [Fact]
    public async Task AccessToken_WhateverItHangsOnEnds_EndsAtOnce()
    {
        var one = await NewAsync("off");
        var (first, second) = (await host.NewSecretAsync(one), await host.NewSecretAsync(one, host.Clock.GetUtcNow().AddMinutes(30)));
        var id = OAuthClient.ClientIdOf(one);
        var (ofFirst, ofSecond) = (await GetTokenAsync(id, first), await GetTokenAsync(id, second));
        Assert.InRange((await host.ExchangeAsync(id, second.Secret!))["expires_in"]!.GetValue<int>(), 1700, 1800);

        await PauseAsync(one, true);
        (await host.ClientOf(ofFirst).GetAsync("/Users")).ShouldBeError(403);
        (await host.ExchangeAsync(id, first.Secret!)).ShouldBeOAuthError(403, "unauthorized_client");
        await PauseAsync(one, false);
        (await host.ClientOf(ofFirst).GetAsync("/Users")).ShouldBe(200);

        TestWorkspaces.Value(await host.Credentials().RevokeSecretAsync(one.Owner, first.Token.Id, CancellationToken.None));
        (await host.ClientOf(ofFirst).GetAsync("/Users")).ShouldBeError(401);
        (await host.ClientOf(ofFirst).PostAsync("/Users", Bodies.User(host.NewName()))).ShouldBeError(401);
        (await host.ExchangeAsync(id, first.Secret!)).Refused();
        (await host.ClientOf(ofSecond).GetAsync("/Users")).ShouldBe(200);

        host.Clock.Advance(TimeSpan.FromMinutes(30));
        (await host.ClientOf(ofSecond).GetAsync("/Users")).ShouldBeError(401);

        var third = await GetTokenAsync(id, await host.NewSecretAsync(one));
        TestWorkspaces.Value(await Directories.RemoveConnectionAsync(one.Owner, one.Connection, null, CancellationToken.None));
        (await host.ClientOf(third).GetAsync("/Users")).ShouldBeError(401);
    }

    [Fact]
    public async Task AccessToken_AfterItsHour_IsRefused()
    {
        var one = await NewAsync("hour");
        var token = await GetTokenAsync(OAuthClient.ClientIdOf(one), await host.NewSecretAsync(one));

        host.Clock.Advance(TimeSpan.FromHours(1));

        (await host.ClientOf(token).GetAsync("/Users")).ShouldBeError(401);
    }

    [Fact]
    public async Task AccessTokens_MoreThanTheBound_OldestEndsAndEndedRowsGo()
    {
        var one = await NewAsync("bound");
        var secret = await host.NewSecretAsync(one);
        var id = OAuthClient.ClientIdOf(one);
        var tokens = new List<string>();
        for (var i = 0; i <= AccessTokens.MaxLive; i++)
        {
            tokens.Add(await GetTokenAsync(id, secret));
        }

        (await host.ClientOf(tokens[0]).GetAsync("/Users")).ShouldBeError(401);
        (await host.ClientOf(tokens[1]).GetAsync("/Users")).ShouldBe(200);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await GetTokenAsync(id, secret);

        var rows = await host.Services.GetRequiredService<IStore>().ReadAsync(
            reader => reader.Directories.ListTokensAsync(one.Id, one.Connection, CancellationToken.None), CancellationToken.None);
        Assert.Single(rows, row => row.Use == ConnectionTokenUse.Access);
    }

    [Fact]
    public async Task Credentials_EachInAnothersPlace_AreRefused()
    {
        var one = await NewAsync("place");
        var secret = await host.NewSecretAsync(one);
        var token = await GetTokenAsync(OAuthClient.ClientIdOf(one), secret);

        (await host.ClientOf(secret.Secret).GetAsync("/Users")).ShouldBeError(401);
        (await host.ClientOf(token.Replace("ta_at_", "ta_scim_", StringComparison.Ordinal)).GetAsync("/Users")).ShouldBeError(401);
        var renamed = TokenText.TryParse(token, out var text) ? (text with { Kind = TokenKind.Connection }).Reveal() : "";
        (await host.ClientOf(renamed).GetAsync("/Users")).ShouldBeError(401);
        (await host.ExchangeAsync(OAuthClient.ClientIdOf(one), token)).Refused();
        var jwt = (await host.ClientOf("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln").GetAsync("/Users")).ShouldBeError(401);
        Assert.Contains("JWT", jwt["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaticToken_Used_IsNotedOnceInFiveMinutes()
    {
        var one = await NewAsync("uses");
        var client = host.ClientOf(one.Token);
        Assert.Null(await LastUsedAsync(one));
        (await client.GetAsync("/Users")).ShouldBe(200);
        var first = await LastUsedAsync(one);
        (await client.GetAsync("/Users")).ShouldBe(200);
        var second = await LastUsedAsync(one);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        (await client.GetAsync("/Users")).ShouldBe(200);

        Assert.NotNull(first);
        Assert.Equal(first, second);
        Assert.True(await LastUsedAsync(one) > first);
    }

    [Fact]
    public async Task Metadata_NamesTheTokenEndpoint()
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var response = await http.GetAsync("/.well-known/oauth-authorization-server");
        var answer = await ScimAnswer.ReadAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("https://access.example", answer["issuer"]!.GetValue<string>());
        Assert.Equal("https://access.example/oauth2/token", answer["token_endpoint"]!.GetValue<string>());
    }

    private async Task<string> GetTokenAsync(string clientId, IssuedToken secret) =>
        OAuthClient.TokenOf(await host.ExchangeAsync(clientId, secret.Secret!));

    private async Task<DateTimeOffset?> LastUsedAsync(TestWorkspace workspace) => TestWorkspaces.Value(
        await Directories.ListTokensAsync(workspace.Owner, workspace.Connection, CancellationToken.None))[0].LastUsed;

    private async Task<ScimAnswer> SendAsync(string body, string type = "application/x-www-form-urlencoded")
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await http.PostAsync("/oauth2/token", content);
        return await ScimAnswer.ReadAsync(response);
    }

    private Task<TestWorkspace> NewAsync(string id) =>
        TestWorkspaces.CreateAsync(host.Services, "oauth-" + id, Dialect.Compatible);

    private async Task PauseAsync(TestWorkspace workspace, bool paused) =>
        TestWorkspaces.Value(await Directories.UpdateConnectionAsync(
            workspace.Owner,
            workspace.Connection,
            new ConnectionChanges(null, null, null, null, paused),
            null,
            CancellationToken.None));
}

file static class Refusals
{
    public static string Refused(this ScimAnswer answer)
    {
        Assert.StartsWith("Basic", answer.ShouldBeOAuthError(401, "invalid_client").Headers["WWW-Authenticate"], StringComparison.Ordinal);
        return answer.Json!.ToJsonString();
    }
}
