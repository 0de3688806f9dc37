namespace TeamAccess.Domain.Keys;

/// <summary>What an API key is to be.</summary>
/// <param name="Member">Whom the key acts for; null for the caller.</param>
/// <param name="DisplayName">1 to 256 characters.</param>
/// <param name="Permissions">Permissions of the role table; empty for every permission of the key's role.</param>
/// <param name="RoleCeiling">At most the member's role; null for the member's role.</param>
/// <param name="Expires">In the future; null for no end.</param>
public sealed record NewApiKey(
    MemberId? Member,
    string DisplayName,
    IReadOnlyList<string> Permissions,
    string? RoleCeiling,
    DateTimeOffset? Expires);

/// <param name="Token">The whole token, shown this once; null when a repeated request is answered again.</param>
public sealed record IssuedApiKey(ApiKey Key, string? Token)
{
    public override string ToString() => $"{nameof(IssuedApiKey)} {Key.Id}";
}

/// <param name="Keys">The keys that were live until now.</param>
public sealed record RevokedKeys(IReadOnlyList<ApiKeyId> Keys);
