namespace TeamAccess.Domain.RequestLog;

/// <summary>Which identity provider a request's <c>User-Agent</c> names.</summary>
public enum ClientFamily
{
    Other,
    Okta,
    Entra,
    OneLogin,
    JumpCloud,
    Ping,
}
