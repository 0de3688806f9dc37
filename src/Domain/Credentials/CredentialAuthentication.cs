using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Domain.Credentials;

/// <summary>
/// Tells who presents a token. Every answer is as of now: a token ends for the next request when it is revoked,
/// expires, or the member behind it loses access.
/// </summary>
public sealed class CredentialAuthentication(
    IStore store, TokenPepper pepper, OperatorToken operatorToken, TimeProvider clock)
{
    /// <summary>The longest text that can be a token.</summary>
    private const int MaxLength = 512;

    private readonly KnownWorkspaces workspaces = new(store);

    /// <param name="token">What followed <c>Bearer</c>, as it came.</param>
    /// <returns>The actor, or null when the token proves nobody.</returns>
    public async ValueTask<Actor?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > MaxLength)
        {
            return null;
        }

        if (!TokenText.TryParse(token, out var parsed))
        {
            return operatorToken.IsProvedBy(token) ? new Actor.Operator() : null;
        }

        var actor = parsed.Kind switch
        {
            TokenKind.ApiKey => await OfKeyAsync(parsed, cancellationToken),
            TokenKind.Session => await OfSessionAsync(parsed, cancellationToken),
            TokenKind.Connection => await OfConnectionAsync(parsed, ConnectionTokenUse.Bearer, cancellationToken),
            TokenKind.Access => await OfConnectionAsync(parsed, ConnectionTokenUse.Access, cancellationToken),
            TokenKind.ClientSecret => null,
        };

        // An import may have brought the credential, and not yet all of the workspace that it is for.
        return actor?.Home is not { } home || await workspaces.HasAsync(home, cancellationToken) ? actor : null;
    }

    /// <summary>The key of a token whose secret is right, whatever state it is in; null for any other token.</summary>
    internal async ValueTask<ApiKey?> FindKeyAsync(string token, CancellationToken cancellationToken)
    {
        if (!TokenText.TryParse(token, out var parsed) || parsed.Kind != TokenKind.ApiKey)
        {
            return null;
        }

        var key = await store.FindApiKeyAsync(new ApiKeyId(parsed.Id), cancellationToken);
        return key is not null && pepper.Proves(parsed, key.SecretHash) ? key : null;
    }

    private async ValueTask<Actor?> OfKeyAsync(TokenText token, CancellationToken cancellationToken)
    {
        var key = await store.FindApiKeyAsync(new ApiKeyId(token.Id), cancellationToken);
        return key is not null
            && pepper.Proves(token, key.SecretHash)
            && key.State == ApiKeyState.Live
            && !(key.Expires <= clock.GetUtcNow())
            && await HasAccessAsync(key.Workspace, key.Creator, cancellationToken)
            ? new Actor.Key(key.Workspace, key.Id, key.Creator)
            : null;
    }

    private async ValueTask<Actor?> OfSessionAsync(TokenText token, CancellationToken cancellationToken)
    {
        var session = await store.FindSessionAsync(new SessionId(token.Id), cancellationToken);
        return session is not null
            && pepper.Proves(token, session.SecretHash)
            && session.Expires > clock.GetUtcNow()
            && await HasAccessAsync(session.Workspace, session.Member, cancellationToken)
            ? new Actor.SignedIn(session.Workspace, session.Member, session.Id)
            : null;
    }

    private async ValueTask<Actor?> OfConnectionAsync(
        TokenText token, ConnectionTokenUse use, CancellationToken cancellationToken)
    {
        var stored = await store.FindConnectionTokenAsync(new ConnectionTokenId(token.Id), cancellationToken);
        return stored is not null
            && pepper.Proves(token, stored.SecretHash)
            && stored.Use == use
            && await store.FindConnectionAsync(stored.Workspace, stored.Connection, cancellationToken) is { } connection
            && await ConnectionCredentials.StandsAsync(
                PointReads.Of(store), connection, stored.Id, clock.GetUtcNow(), cancellationToken)
            ? new Actor.Connection(stored.Workspace, stored.Connection, stored.Id)
            : null;
    }

    private async ValueTask<bool> HasAccessAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken) =>
        await store.FindMemberAsync(workspace, member, cancellationToken) is { IsActive: true };
}
