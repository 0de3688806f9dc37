using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Credentials;

namespace TeamAccess.Domain.Tests.Credentials;

public sealed class TokenTests
{
    [Fact]
    public async Task Token_AnyOneCharacterChangedCutOrAdded_ProvesNobody()
    {
        using var world = await World.StartAsync();
        var key = await world.CreateKeyAsync(world.OwnerId);
        foreach (var token in (string[])[world.OwnerToken, world.ScimToken, key.Token!])
        {
            Assert.NotNull(await world.AuthenticateAsync(token));
            foreach (var variant in Variants(token))
            {
                Assert.True(await world.AuthenticateAsync(variant) is null, variant);
            }
        }
    }

    [Fact]
    public async Task Token_RightChecksumWrongSecret_ProvesNobody()
    {
        using var world = await World.StartAsync();
        Assert.True(TokenText.TryParse(world.OwnerToken, out var parsed));

        var forged = TokenText.Create(TokenKind.Session, parsed.Id);

        Assert.True(TokenText.TryParse(forged.Reveal(), out _));
        Assert.Null(await world.AuthenticateAsync(forged.Reveal()));
    }

    [Fact]
    public async Task Token_OfOneKindUnderAnothersPrefix_ProvesNobody()
    {
        using var world = await World.StartAsync();
        Assert.True(TokenText.TryParse(world.ScimToken, out var scim));

        Assert.Null(await world.AuthenticateAsync((scim with { Kind = TokenKind.Session }).Reveal()));
        Assert.Null(await world.AuthenticateAsync((scim with { Kind = TokenKind.ApiKey }).Reveal()));
    }

    [Fact]
    public async Task Stored_Rows_HoldNoSecret()
    {
        using var world = await World.StartAsync();
        Assert.True(TokenText.TryParse(world.ScimToken, out var scim));

        var stored = await world.Store.FindConnectionTokenAsync(new ConnectionTokenId(scim.Id), CancellationToken.None);

        Assert.DoesNotContain(scim.Secret, stored!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(scim.Secret, scim.ToString(), StringComparison.Ordinal);
        Assert.Equal(32, stored.SecretHash.Length);
    }

    [Fact]
    public async Task OperatorToken_Configured_ProvesTheOperatorAndOnlyWhole()
    {
        const string Token = "an-operator-token-of-forty-characters-xx";
        using var world = await World.StartAsync(configure: services => services.AddSingleton(new OperatorToken(Token)));

        Assert.IsType<Actor.Operator>(await world.AuthenticateAsync(Token));
        Assert.Null(await world.AuthenticateAsync(Token[..^1]));
        Assert.Null(await world.AuthenticateAsync(Token + "x"));
        Assert.Null(await world.AuthenticateAsync(""));
    }

    [Fact]
    public async Task OperatorToken_NotConfigured_NobodyIsOperator()
    {
        using var world = await World.StartAsync();

        Assert.Null(await world.AuthenticateAsync(""));
        Assert.Null(await world.AuthenticateAsync(new string('x', 40)));
    }

    private static IEnumerable<string> Variants(string token)
    {
        for (var i = 0; i < token.Length; i++)
        {
            var other = token[i] == 'x' ? 'y' : 'x';
            yield return token[..i] + other + token[(i + 1)..];
            yield return token[..i];
            yield return token.Remove(i, 1);
            var flipped = char.IsUpper(token[i]) ? char.ToLowerInvariant(token[i]) : char.ToUpperInvariant(token[i]);
            if (flipped != token[i])
            {
                yield return token[..i] + flipped + token[(i + 1)..];
            }
        }

        yield return token + "0";
        yield return token + " ";
        yield return " " + token;
        yield return token + "\0";
        yield return token + token;
    }
}
