namespace TeamAccess.Domain.Directories;

/// <summary>
/// A bearer token of a connection. Two can be live at once, so that one can be replaced without a gap.
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
    DateTimeOffset? RevokedAt);
