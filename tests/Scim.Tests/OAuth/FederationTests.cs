using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TeamAccess.Domain.Directories;
using TeamAccess.Protocol;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.OAuth;

/// <summary>RFC 7523 at /oauth2/token: assertions of an identity provider, and what is refused.</summary>
public sealed class FederationTests(ScimHost host) : IClassFixture<ScimHost>, IAsyncLifetime
{
    private readonly FakeIssuer issuer = new();
    private TestWorkspace workspace = null!;
    private RsaSecurityKey key = null!;

    private string ClientId => OAuthClient.ClientIdOf(workspace);

    public async Task InitializeAsync()
    {
        await issuer.InitializeAsync();
        key = issuer.NewKey("k1");
        workspace = await TestWorkspaces.CreateAsync(
            host.Services, "fed-" + Unique.Name(), Dialect.Compatible);
        await SetAsync(Wanted());
    }

    public Task DisposeAsync() => issuer.DisposeAsync();

    [Fact]
    public async Task Assertion_AsPinned_GivesAToken()
    {
        var token = OAuthClient.TokenOf(await host.AssertAsync(ClientId, FakeIssuer.Sign(key, Claims())));

        await host.ClientOf(token).CreateUserAsync(host.NewName());
        OAuthClient.TokenOf(await host.AssertAsync(ClientId, FakeIssuer.Sign(key, Claims(), "PS256")));
        Assert.Equal(1, issuer.Reads);
    }

    [Fact]
    public async Task Assertion_EllipticCurve_GivesAToken()
    {
        var curve = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "ec" };
        issuer.Published.Add(curve);

        OAuthClient.TokenOf(await host.AssertAsync(ClientId, FakeIssuer.Sign(curve, Claims(), "ES256")));
    }

    [Theory]
    [InlineData("iss", "https://login.example/other/v2.0")]
    [InlineData("iss", "https://login.example/tenant/v2.0/")]
    [InlineData("aud", "api://other")]
    [InlineData("aud", "api://app/")]
    [InlineData("sub", "Subject")]
    [InlineData("oid", "someone")]
    [InlineData("tid", "other")]
    [InlineData("tid", 7)]
    [InlineData("sub", null)]
    [InlineData("tid", null)]
    [InlineData("exp", null)]
    [InlineData("exp", "soon")]
    [InlineData("iat", null)]
    public async Task Assertion_ClaimOtherThanPinned_IsRefused(string claim, object? value)
    {
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = value;
        }

        await RefusedAsync(FakeIssuer.Sign(key, claims));
    }

    [Theory]
    [InlineData(-7200, -61, -7200)]
    [InlineData(120, 3600, 0)]
    [InlineData(0, 3600, 120)]
    [InlineData(0, 90_000, 0)]
    [InlineData(0, long.MaxValue / 2, 0)]
    public async Task Assertion_OutsideOfItsTime_IsRefused(long issued, long ends, long begins)
    {
        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        await RefusedAsync(FakeIssuer.Sign(key, Claims(("iat", now + issued), ("exp", now + ends), ("nbf", now + begins))));
    }

    [Fact]
    public async Task Assertion_Forged_IsRefused()
    {
        var good = FakeIssuer.Sign(key, Claims());
        var stranger = issuer.NewKey("k1", publish: false);
        var parts = good.Split('.');
        var none = Base64UrlEncoder.Encode("""{"alg":"none","kid":"k1"}""");
        var symmetric = new SymmetricSecurityKey(key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "k1" };

        await RefusedAsync(FakeIssuer.Sign(stranger, Claims()));
        await RefusedAsync($"{none}.{parts[1]}.");
        await RefusedAsync($"{none}.{parts[1]}.{parts[2]}");
        await RefusedAsync(FakeIssuer.Sign(symmetric, Claims(), "HS256"));
        await RefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode("{}")}.{parts[2]}");
        await RefusedAsync($"{parts[0]}.{parts[1]}.");
        await RefusedAsync("a.b.c");
        await RefusedAsync("eyJ." + new string('a', 9_000) + ".x");
        await RefusedAsync(FakeIssuer.Sign(new RsaSecurityKey(key.Rsa), Claims()));
    }

    [Fact]
    public async Task Assertion_WithJti_IsTakenOnce()
    {
        var assertion = FakeIssuer.Sign(key, Claims(("jti", "once")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.AssertAsync(ClientId, assertion)));

        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Equal(7, answers.Count(answer => answer.Status == 401));
    }

    [Fact]
    public async Task Assertion_OfOtherWorkspacesClient_IsRefused()
    {
        await RefusedAsync(FakeIssuer.Sign(key, Claims()), OAuthClient.ClientIdOf(host.Two));
        await RefusedAsync(FakeIssuer.Sign(key, Claims()), "nobody");
    }

    [Fact]
    public async Task Keys_UnknownKidManyTimes_AreReadOnceAndAgainAfterAWhile()
    {
        OAuthClient.TokenOf(await host.AssertAsync(ClientId, FakeIssuer.Sign(key, Claims())));
        var next = issuer.NewKey("k2", publish: false);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefusedAsync(FakeIssuer.Sign(next, Claims()))));
        Assert.Equal(1, issuer.Reads);

        host.Clock.Advance(TimeSpan.FromSeconds(30));
        issuer.Published.Clear();
        issuer.Published.Add(next);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => host.AssertAsync(ClientId, FakeIssuer.Sign(next, Claims()))));
        Assert.All(answers, answer => answer.ShouldBe(200));
        Assert.Equal(2, issuer.Reads);
        await RefusedAsync(FakeIssuer.Sign(key, Claims()));
    }

    [Fact]
    public async Task Keys_IssuerIsDown_WhatIsKnownStaysGood()
    {
        OAuthClient.TokenOf(await host.AssertAsync(ClientId, FakeIssuer.Sign(key, Claims())));
        issuer.Status = 500;
        host.Clock.Advance(TimeSpan.FromHours(2));

        OAuthClient.TokenOf(await host.AssertAsync(ClientId, FakeIssuer.Sign(key, Claims())));
        Assert.Equal(2, issuer.Reads);
    }

    [Fact]
    public async Task Keys_Redirected_AreNotFollowed()
    {
        issuer.Status = 302;

        await RefusedAsync(FakeIssuer.Sign(key, Claims()));
    }

    [Fact]
    public async Task Federation_ChangedOrCleared_EndsItsAccessTokens()
    {
        var first = OAuthClient.TokenOf(await host.AssertAsync(ClientId, FakeIssuer.Sign(key, Claims())));
        await SetAsync(Wanted());
        (await host.ClientOf(first).GetAsync("/Users")).ShouldBe(200);

        await SetAsync(Wanted() with { Subject = "another" });
        (await host.ClientOf(first).GetAsync("/Users")).ShouldBeError(401);

        await SetAsync(Wanted());
        (await host.ClientOf(first).GetAsync("/Users")).ShouldBeError(401);
        var second = OAuthClient.TokenOf(await host.AssertAsync(ClientId, FakeIssuer.Sign(key, Claims())));
        await SetAsync(null);
        (await host.ClientOf(second).GetAsync("/Users")).ShouldBeError(401);
        await RefusedAsync(FakeIssuer.Sign(key, Claims()));
    }

    [Theory]
    [InlineData("http://issuer.example/keys")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:pass@issuer.example/keys")]
    [InlineData("keys")]
    public async Task Federation_KeysElsewhereThanHttps_IsRefused(string uri)
    {
        var result = await host.Credentials().SetFederationAsync(
            workspace.Owner, workspace.Connection, Wanted() with { KeysUri = uri }, null, CancellationToken.None);

        Assert.False(result.TryGet(out _, out var failure));
        Assert.Equal(FailureKind.InvalidValue, failure!.Kind);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:192.168.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("20.190.128.1", true)]
    [InlineData("2603:1036::1", true)]
    public void KeyServer_Address_IsPublicOrNot(string address, bool isPublic) =>
        Assert.Equal(isPublic, Domain.Network.PublicAddresses.Contain(System.Net.IPAddress.Parse(address)));

    private async Task RefusedAsync(string assertion, string? clientId = null) =>
        (await host.AssertAsync(clientId ?? ClientId, assertion)).ShouldBeOAuthError(401, "invalid_client");

    private Dictionary<string, object> Claims(params (string Name, object Value)[] others)
    {
        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = FakeIssuer.Name,
            ["aud"] = "api://app",
            ["sub"] = "subject",
            ["oid"] = "subject",
            ["tid"] = "tenant",
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 3600,
        };
        foreach (var (name, value) in others)
        {
            claims[name] = value;
        }

        return claims;
    }

    private NewFederation Wanted() => new(FakeIssuer.Name, "api://app", "subject", "tenant", issuer.KeysUri);

    private async Task SetAsync(NewFederation? wanted) => TestWorkspaces.Value(await host.Credentials().SetFederationAsync(
        workspace.Owner, workspace.Connection, wanted, null, CancellationToken.None));
}
