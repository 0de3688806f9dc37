using System.Net;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Network;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Webhooks;

/// <summary>What a webhook may be set to.</summary>
internal static class WebhookRules
{
    public const int MaxPerWorkspace = 20;
    public const int MaxUrl = 2048;

    private const int MaxDisplayName = 256;
    private const int MaxEventTypes = 50;

    public static Failure? Check(Webhook webhook, WebhookPolicy policy)
    {
        if (webhook.DisplayName.Length is 0 or > MaxDisplayName)
        {
            return Failure.InvalidValue("display_name", $"A display name has 1 to {MaxDisplayName} characters.");
        }

        if (webhook.EventTypes.Count > MaxEventTypes)
        {
            return Failure.InvalidValue("event_types", $"A webhook asks for at most {MaxEventTypes} types. Use a prefix such as member.*");
        }

        return webhook.EventTypes.All(EventTypes.IsKnown)
            ? CheckUrl(webhook.Url, policy)
            : Failure.InvalidValue(
                "event_types",
                "One of these is neither an action of the audit log nor a prefix of some, such as member.*. The actions are: "
                + string.Join(", ", AuditActions.All.Order(StringComparer.Ordinal)));
    }

    /// <summary>
    /// Early and clear, where the URL itself shows it. What its name leads to is looked at with each connection.
    /// </summary>
    public static Failure? CheckUrl(string url, WebhookPolicy policy)
    {
        if (url.Length is 0 or > MaxUrl
            || url.Any(char.IsWhiteSpace)
            || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri is not { UserInfo: "", Fragment: "" }
            || uri.Host.Length == 0
            || !(uri.Scheme == Uri.UriSchemeHttps
                || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && policy.PrivateAddresses)))
        {
            return Failure.InvalidValue(
                "url", $"Events are sent to an absolute https URL of at most {MaxUrl} characters, without user and fragment.");
        }

        var isPrivate = uri.IsLoopback
            || (IPAddress.TryParse(uri.IdnHost, out var address) && !PublicAddresses.Contain(address));
        return isPrivate && !policy.PrivateAddresses
            ? Failure.InvalidValue("url", "Events are not sent to private addresses.") with { Reason = "PRIVATE_ADDRESS" }
            : null;
    }
}
