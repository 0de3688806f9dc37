namespace TeamAccess.Domain.Directories;

/// <summary>
/// A secret of a connection. Of those made by people, two of a kind can be live at once, so that one can be replaced
/// without a gap.
/// </summary>
/// <param name="SecretHash">HMAC-SHA-256 of the token's secret under the server's pepper; 32 bytes.</param>
/// <param name="Expires">Refused from this instant on; null means no end.</param>
/// <param name="RevokedAt">Null while it is live.</param>
public sealed record ConnectionToken(
    WorkspaceId Workspace,
    ConnectionTokenId Id,
    ConnectionId Connection,
    ReadOnlyMemory<byte> SecretHash,
    DateTimeOffset Created,
    DateTimeOffset? Expires,
    DateTimeOffset? RevokedAt)
{
    public ConnectionTokenUse Use { get; init; }

    /// <summary>
    /// For an access token, the id of the client secret or of the federation that got it: it ends with that. Else null.
    /// </summary>
    public Guid? GrantedBy { get; init; }

    /// <summary>About when it was last used: later uses within some minutes are not noted. Null for never.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && !(Expires <= now);
}
