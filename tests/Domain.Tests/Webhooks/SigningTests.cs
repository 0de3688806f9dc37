using System.Security.Cryptography;
using System.Text;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Webhooks;

namespace TeamAccess.Domain.Tests.Webhooks;

public sealed class SigningTests
{
    /// <summary>Computed by another program: openssl dgst -sha256 -mac HMAC.</summary>
    [Fact]
    public void Signature_OfAKnownMessage_IsTheKnownOne()
    {
        var key = Enumerable.Range(0, 32).Select(number => (byte)number).ToArray();

        var signature = WebhookSecrets.Signature(
            key, "evt_acme_42", DateTimeOffset.FromUnixTimeSeconds(1767225600), "{\"type\":\"member.created\"}"u8);

        Assert.Equal("v1,14nSVJU8WmS5y3Lof87xvldeInQo7RI1BObQig4s28M=", signature);
    }

    [Fact]
    public async Task Request_IsSignedByTheSecretThatWasShown()
    {
        using var hooks = await HookWorld.StartAsync();
        var issued = await hooks.CreateAsync();
        await hooks.World.CreateUserAsync("ann@acme.test");

        await hooks.DeliverAsync();

        Assert.All(hooks.Receiver.Requests, request => Assert.Equal([Expected(issued.Secret!, request)], Of(request)));
    }

    [Fact]
    public async Task Rotation_SignsByBothForADay_ThenByTheNewOneOnly()
    {
        using var hooks = await HookWorld.StartAsync();
        var first = await hooks.CreateAsync("member.*");
        var second = World.Ok(
            await hooks.Webhooks.RotateSecretAsync(hooks.World.Owner, first.Webhook.Id, CancellationToken.None)).Value;
        Assert.NotEqual(first.Secret, second.Secret);
        await hooks.World.CreateUserAsync("ann@acme.test");

        await hooks.DeliverAsync();
        hooks.Clock.Advance(TimeSpan.FromHours(24));
        await hooks.World.CreateUserAsync("bob@acme.test");
        await hooks.DeliverAsync();

        var (both, one) = (hooks.Receiver.Requests[0], hooks.Receiver.Requests[^1]);
        Assert.Equal([Expected(second.Secret!, both), Expected(first.Secret!, both)], Of(both));
        Assert.Equal([Expected(second.Secret!, one)], Of(one));
    }

    [Fact]
    public void Secrets_OfTwoWebhooksVersionsOrWorkspaces_Differ_AndDependOnThePepper()
    {
        var secrets = new WebhookSecrets(new TokenPepper(new byte[TokenPepper.Length]));
        var other = new WebhookSecrets(new TokenPepper(Enumerable.Repeat((byte)1, TokenPepper.Length).ToArray()));
        var hook = Store.Conformance.Sample.Webhook(1);

        string[] all =
        [
            secrets.Reveal(hook),
            secrets.Reveal(Store.Conformance.Sample.Webhook(2)),
            secrets.Reveal(hook with { SecretVersion = hook.SecretVersion + 1 }),
            secrets.Reveal(hook with { Workspace = Store.Conformance.Sample.AcmeEast }),
            other.Reveal(hook),
        ];

        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(secrets.Reveal(hook), secrets.Reveal(hook));
    }

    private static string[] Of(WebhookRequest request) => request.Signature.Split(' ');

    /// <summary>As a receiver computes it.</summary>
    private static string Expected(string secret, WebhookRequest request)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signed = $"{request.Id}.{request.Timestamp.ToUnixTimeSeconds()}.{Encoding.UTF8.GetString(request.Body.Span)}";
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }
}
