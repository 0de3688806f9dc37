using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.Auth;

public sealed class AuthenticationTests(ScimHost host) : IClassFixture<ScimHost>
{
    [Fact]
    public async Task Request_NoToken_Answers401WithoutErrorCode()
    {
        var answer = await host.ClientOf(null).GetAsync("/Users");

        answer.ShouldBeError(401);
        Assert.Equal("Bearer", answer.Headers["WWW-Authenticate"]);
    }

    [Theory]
    [InlineData("non-token")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer garbage")]
    [InlineData("Bearer ta_scim_00000000-0000-0000-0000-000000000000_x")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Digest username=x")]
    public async Task Request_NoGoodCredential_Answers401(string authorization)
    {
        var answer = await host.ClientOf(null).GetAsync("/Users", ("Authorization", authorization));

        answer.ShouldBeError(401);
        Assert.StartsWith("Bearer", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bearer ")]
    [InlineData("BEARER ")]
    [InlineData("Bearer   ")]
    public async Task Request_SchemeInAnyCase_IsAccepted(string scheme)
    {
        var answer = await host.ClientOf(null).GetAsync("/Users?count=0", ("Authorization", scheme + host.One.Token));

        answer.ShouldBe(200);
    }

    [Fact]
    public async Task Request_TokenUnderAnotherScheme_Answers401()
    {
        var answer = await host.ClientOf(null).GetAsync("/Users", ("Authorization", "Basic " + host.One.Token));

        answer.ShouldBeError(401);
    }

    [Fact]
    public async Task Request_TokenInQueryOrCookie_Answers401()
    {
        var answer = await host.ClientOf(null).GetAsync(
            $"/Users?access_token={host.One.Token}", ("Cookie", $"token={host.One.Token}"));

        answer.ShouldBeError(401);
    }

    [Fact]
    public async Task Request_TokenChangedAnywhere_Answers401()
    {
        var token = host.One.Token;
        for (var i = 0; i < token.Length; i++)
        {
            var other = char.IsLetter(token[i]) ? (char)(token[i] ^ 0x20) : token[i] == '1' ? '2' : '1';
            (await host.ClientOf($"{token[..i]}{other}{token[(i + 1)..]}").GetAsync("/Users?count=0")).ShouldBeError(401);
            (await host.ClientOf(token[..i]).GetAsync("/Users?count=0")).ShouldBeError(401);
        }

        (await host.ClientOf(token + "0").GetAsync("/Users?count=0")).ShouldBeError(401);
        (await host.ClientOf(token + token).GetAsync("/Users?count=0")).ShouldBeError(401);
    }

    [Fact]
    public async Task Request_CredentialOfAnotherDoor_Answers403()
    {
        (await host.ClientOf(host.One.OwnerToken).GetAsync("/Users")).ShouldBeError(403);
        (await host.ClientOf(ScimHost.OperatorToken).GetAsync("/Users")).ShouldBeError(403);
        (await host.ClientOf(host.One.OwnerToken).PostAsync("/Users", Bodies.User(host.NewName()))).ShouldBeError(403);
        (await host.ClientOf(host.One.OwnerToken).GetAsync("/Nothing")).ShouldBeError(403);
    }

    [Fact]
    public async Task Request_Answered_CarriesANumberOfTheServersOwn()
    {
        var first = await host.Client.GetAsync("/Users?count=0", ("X-Request-Id", "mine"));
        var second = await host.ClientOf(null).GetAsync("/Users");

        Assert.Equal(32, first.Headers["X-Request-Id"].Length);
        Assert.NotEqual(first.Headers["X-Request-Id"], second.Headers["X-Request-Id"]);
    }
}
