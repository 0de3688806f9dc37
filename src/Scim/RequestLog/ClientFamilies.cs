using TeamAccess.Domain.RequestLog;

namespace TeamAccess.Scim.RequestLog;

/// <summary>Reads which identity provider a <c>User-Agent</c> names; what it says besides is not kept.</summary>
internal static class ClientFamilies
{
    private static readonly (string Word, ClientFamily Family)[] Known =
    [
        ("okta", ClientFamily.Okta),
        ("entra", ClientFamily.Entra),
        ("azure", ClientFamily.Entra),
        ("microsoft", ClientFamily.Entra),
        ("onelogin", ClientFamily.OneLogin),
        ("jumpcloud", ClientFamily.JumpCloud),
        ("ping", ClientFamily.Ping),
    ];

    public static ClientFamily Of(string? userAgent) => userAgent is null
        ? ClientFamily.Other
        : Array.Find(Known, known => userAgent.Contains(known.Word, StringComparison.OrdinalIgnoreCase)).Family;
}
