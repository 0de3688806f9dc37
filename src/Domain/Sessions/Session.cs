namespace TeamAccess.Domain.Sessions;

/// <summary>A signed-in member. Ended by offboarding; refused from <paramref name="Expires"/> on.</summary>
/// <param name="SecretHash">HMAC-SHA-256 of the token's secret under the server's pepper; 32 bytes.</param>
public sealed record Session(
    WorkspaceId Workspace,
    SessionId Id,
    MemberId Member,
    ReadOnlyMemory<byte> SecretHash,
    DateTimeOffset Created,
    DateTimeOffset Expires);
