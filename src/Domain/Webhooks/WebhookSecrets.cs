using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TeamAccess.Domain.Credentials;

namespace TeamAccess.Domain.Webhooks;

/// <summary>
/// The secrets of webhooks, which are kept nowhere: each is derived from the pepper, so a stolen database forges no event.
/// Signatures are those of Standard Webhooks.
/// </summary>
internal sealed class WebhookSecrets(TokenPepper pepper)
{
    /// <summary>So long two secrets sign after a rotation.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>The webhook's present secret, as its receiver is told it.</summary>
    public string Reveal(Webhook webhook) => "whsec_" + Convert.ToBase64String(KeyOf(webhook, webhook.SecretVersion));

    /// <summary>The value of <c>webhook-signature</c>: by the present secret, and by the one before while that lasts.</summary>
    public string Sign(Webhook webhook, WebhookMessage message, DateTimeOffset at)
    {
        var present = Signature(KeyOf(webhook, webhook.SecretVersion), message.Id, at, message.Body.Span);
        return webhook.PreviousSecretEnds > at
            ? $"{present} {Signature(KeyOf(webhook, webhook.SecretVersion - 1), message.Id, at, message.Body.Span)}"
            : present;
    }

    internal static string Signature(byte[] key, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{seconds}."));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    private byte[] KeyOf(Webhook webhook, int version) => pepper.DeriveKey(string.Create(
        CultureInfo.InvariantCulture, $"the secret of webhook {webhook.Workspace}/{webhook.Id} version {version}"));
}
