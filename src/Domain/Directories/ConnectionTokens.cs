using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;

namespace TeamAccess.Domain.Directories;

/// <summary>How a connection's tokens begin and end.</summary>
internal static class ConnectionTokens
{
    public static async ValueTask<IssuedToken> AddAsync(
        Change change,
        ConnectionId connection,
        TokenText text,
        TokenPepper pepper,
        DateTimeOffset? expires,
        CancellationToken cancellationToken)
    {
        var id = new ConnectionTokenId(text.Id);
        var token = new ConnectionToken(
            change.WorkspaceId, id, connection, pepper.Hash(text), change.Now, expires, RevokedAt: null);
        await change.Unit.Directories.AddTokenAsync(token, cancellationToken);
        await change.RecordAsync(
            AuditActions.ConnectionTokenCreated,
            $"connection_token:{id}",
            [],
            [new AuditChange("connection", null, connection.ToString())],
            cancellationToken);
        return new IssuedToken(token, text.Reveal());
    }

    public static async ValueTask<ConnectionToken> RevokeAsync(
        Change change, ConnectionToken token, CancellationToken cancellationToken)
    {
        var revoked = token with { RevokedAt = change.Now };
        await change.Unit.Directories.UpdateTokenAsync(revoked, cancellationToken);
        await change.RecordAsync(
            AuditActions.ConnectionTokenRevoked,
            $"connection_token:{token.Id}",
            [],
            [new AuditChange("connection", token.Connection.ToString(), token.Connection.ToString())],
            cancellationToken);
        return revoked;
    }
}
