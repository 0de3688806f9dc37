using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Directories;

/// <summary>How a connection's bearer tokens and client secrets begin and end.</summary>
internal static class ConnectionTokens
{
    private const int MaxLive = 2;

    /// <summary>Makes a token for a person who may, unless two of its kind are live.</summary>
    public static async ValueTask<Result<IssuedToken>> CreateAsync(
        Change change,
        DirectoryConnection connection,
        ConnectionTokenUse use,
        TokenPepper pepper,
        DateTimeOffset? expires,
        CancellationToken cancellationToken)
    {
        // Whoever holds the token gives what the ceiling allows.
        if (Authority.ToGrant(change, connection.RoleCeiling) is { } beyond)
        {
            return beyond;
        }

        var live = (await change.Unit.Directories.ListTokensAsync(change.WorkspaceId, connection.Id, cancellationToken))
            .Count(token => token.Use == use && token.IsLive(change.Now));
        if (live >= MaxLive)
        {
            var what = use == ConnectionTokenUse.ClientSecret ? "client secrets" : "tokens";
            return ConnectionRules.TooMany($"live {what} of a connection", MaxLive, live);
        }

        var kind = use == ConnectionTokenUse.ClientSecret ? TokenKind.ClientSecret : TokenKind.Connection;
        return expires <= change.Now
            ? Failure.InvalidValue("expire_time", "The end of a token must lie in the future.")
            : await AddAsync(
                change, connection.Id, TokenText.Create(kind, change.NewId()), pepper, expires, cancellationToken);
    }

    public static async ValueTask<IssuedToken> AddAsync(
        Change change,
        ConnectionId connection,
        TokenText text,
        TokenPepper pepper,
        DateTimeOffset? expires,
        CancellationToken cancellationToken)
    {
        var isSecret = text.Kind == TokenKind.ClientSecret;
        var id = new ConnectionTokenId(text.Id);
        var token = new ConnectionToken(
            change.WorkspaceId, id, connection, pepper.Hash(text), change.Now, expires, RevokedAt: null)
        {
            Use = isSecret ? ConnectionTokenUse.ClientSecret : ConnectionTokenUse.Bearer,
        };
        await change.Unit.Directories.AddTokenAsync(token, cancellationToken);
        await change.RecordAsync(
            isSecret ? AuditActions.ClientSecretCreated : AuditActions.ConnectionTokenCreated,
            $"connection_token:{id}",
            [],
            [new AuditChange("connection", null, connection.ToString())],
            cancellationToken);
        return new IssuedToken(token, text.Reveal());
    }

    /// <summary>Ends a token of that kind for good. Doing it twice is no failure.</summary>
    public static async ValueTask<Result<ConnectionToken>> RevokeAsync(
        Change change, ConnectionTokenId id, ConnectionTokenUse use, CancellationToken cancellationToken)
    {
        var found = await FindAsync(change, id, use, cancellationToken);
        if (!found.TryGet(out var token, out _) || token.RevokedAt is not null)
        {
            return found;
        }

        var revoked = token with { RevokedAt = change.Now };
        await change.Unit.Directories.UpdateTokenAsync(revoked, cancellationToken);
        await change.RecordAsync(
            use == ConnectionTokenUse.ClientSecret ? AuditActions.ClientSecretRevoked : AuditActions.ConnectionTokenRevoked,
            $"connection_token:{token.Id}",
            [],
            [new AuditChange("connection", token.Connection.ToString(), token.Connection.ToString())],
            cancellationToken);
        return revoked;
    }

    public static async ValueTask<Result<ConnectionToken>> FindAsync(
        Change change, ConnectionTokenId id, ConnectionTokenUse use, CancellationToken cancellationToken)
    {
        var token = await change.Unit.Directories.FindTokenAsync(id, cancellationToken);
        return token is null || token.Workspace != change.WorkspaceId || token.Use != use
            ? Failure.NotFound(use == ConnectionTokenUse.ClientSecret ? "Client secret" : "Connection token", id.ToString())
            : token;
    }
}
