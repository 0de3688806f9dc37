using TeamAccess.Protocol;

namespace TeamAccess.Domain.Directories;

/// <summary>What a federation may be set to.</summary>
internal static class FederationRules
{
    private const int MaxLength = 512;

    public static Failure? Check(NewFederation wanted)
    {
        foreach (var (name, value) in new[]
        {
            ("issuer", wanted.Issuer), ("audience", wanted.Audience), ("subject", wanted.Subject), ("jwks_uri", wanted.KeysUri),
        })
        {
            if (value.Length is 0 or > MaxLength)
            {
                return Failure.InvalidValue($"federation.{name}", $"A federation's {name} has 1 to {MaxLength} characters.");
            }
        }

        if (wanted.Tenant is { Length: 0 or > MaxLength })
        {
            return Failure.InvalidValue("federation.tenant_id", $"A tenant id has 1 to {MaxLength} characters.");
        }

        return Uri.TryCreate(wanted.KeysUri, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            && uri is { UserInfo: "", Fragment: "" }
            ? null
            : Failure.InvalidValue(
                "federation.jwks_uri", "The keys are read from an https URL without user and fragment.");
    }
}
