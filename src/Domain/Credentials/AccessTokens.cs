using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Credentials;

/// <summary>
/// Gives access tokens to directory connections. Each ends with what got it: the client secret, the federation, the
/// connection.
/// </summary>
public sealed class AccessTokens
{
    /// <summary>So many of a connection live at once; with one more, the oldest ends.</summary>
    public const int MaxLive = 50;

    private readonly IStore store;
    private readonly ChangeRunner changes;
    private readonly TokenPepper pepper;
    private readonly TimeProvider clock;

    internal AccessTokens(IStore store, ChangeRunner changes, TokenPepper pepper, TimeProvider clock) =>
        (this.store, this.changes, this.pepper, this.clock) = (store, changes, pepper, clock);

    /// <summary>Exchanges a client secret (RFC 6749 §4.4).</summary>
    /// <returns>
    /// The token; <see cref="FailureKind.Unauthenticated"/> alike for an unknown client and a wrong secret, after the
    /// same work; <see cref="FailureKind.PermissionDenied"/> while the connection is paused.
    /// </returns>
    public async Task<Result<IssuedToken>> ExchangeAsync(
        string clientId, string secret, TokenRequest request, CancellationToken cancellationToken)
    {
        var text = TokenText.TryParse(secret, out var parsed) && parsed.Kind == TokenKind.ClientSecret
            ? parsed
            : TokenText.Create(TokenKind.ClientSecret, Guid.Empty);
        var row = await store.FindConnectionTokenAsync(new ConnectionTokenId(text.Id), cancellationToken);
        var isProved = pepper.Proves(text, row?.SecretHash ?? new byte[32]);
        return isProved
            && row is { Use: ConnectionTokenUse.ClientSecret }
            && row.IsLive(clock.GetUtcNow())
            && string.Equals(ClientIds.Of(row.Workspace, row.Connection), clientId, StringComparison.Ordinal)
            ? await GrantAsync(row.Workspace, row.Connection, row.Id.Value, row.Expires, request, cancellationToken)
            : new Failure(FailureKind.Unauthenticated, "The client is unknown, or its secret wrong, expired or revoked.");
    }

    /// <summary>The federation of a client, to check an assertion against; null when there is none.</summary>
    public async ValueTask<Federation?> FindFederationAsync(string clientId, CancellationToken cancellationToken) =>
        ClientIds.TryParse(clientId, out var workspace, out var connection)
            ? (await store.FindConnectionAsync(workspace, connection, cancellationToken))?.Federation
            : null;

    /// <summary>Gives a token for an assertion that was checked against <paramref name="federation"/>.</summary>
    /// <returns>
    /// The token; <see cref="FailureKind.Unauthenticated"/> when the federation has been changed since;
    /// <see cref="FailureKind.PermissionDenied"/> while the connection is paused.
    /// </returns>
    public async Task<Result<IssuedToken>> GrantAsync(
        string clientId, Federation federation, TokenRequest request, CancellationToken cancellationToken) =>
        ClientIds.TryParse(clientId, out var workspace, out var connection)
            ? await GrantAsync(workspace, connection, federation.Id, end: null, request, cancellationToken)
            : new Failure(FailureKind.Unauthenticated, "The client is unknown.");

    private async Task<Result<IssuedToken>> GrantAsync(
        WorkspaceId workspace,
        ConnectionId connection,
        Guid granter,
        DateTimeOffset? end,
        TokenRequest request,
        CancellationToken cancellationToken)
    {
        var actor = new Actor.Connection(workspace, connection, new ConnectionTokenId(granter));
        var committed = await changes.RunAsync(
            new Call(actor, workspace, Door.Scim, request.RequestId, request.Address),
            Permissions.DirectoryProvision,
            DirectoryAdministration.Issued,
            async change =>
            {
                var directories = change.Unit.Directories;
                if (await change.Unit.Workspaces.FindAsync(workspace, cancellationToken) is null)
                {
                    return (Result<IssuedToken>)new Failure(FailureKind.Unauthenticated, "The client is unknown.");
                }

                await MakeRoomAsync(change, connection, cancellationToken);
                var text = TokenText.Create(TokenKind.Access, change.NewId());
                var latest = change.Now + request.Lifetime;
                var token = new ConnectionToken(
                    workspace,
                    new ConnectionTokenId(text.Id),
                    connection,
                    pepper.Hash(text),
                    change.Now,
                    end < latest ? end : latest,
                    RevokedAt: null)
                {
                    Use = ConnectionTokenUse.Access,
                    GrantedBy = granter,
                };
                await directories.AddTokenAsync(token, cancellationToken);
                if (await directories.FindTokenAsync(new ConnectionTokenId(granter), cancellationToken) is { } secret)
                {
                    await directories.UpdateTokenAsync(secret with { LastUsed = change.Now }, cancellationToken);
                }

                await change.RecordAsync(
                    AuditActions.AccessTokenIssued,
                    $"connection_token:{token.Id}",
                    [],
                    [new AuditChange("grantedBy", null, granter.ToString("D"))],
                    cancellationToken);
                return new IssuedToken(token, text.Reveal());
            },
            cancellationToken);
        return committed.TryGet(out var done, out var failure) ? done.Value : failure;
    }

    // Rows of ended access tokens go here, so there are never more than the bound.
    private static async ValueTask MakeRoomAsync(Change change, ConnectionId connection, CancellationToken cancellationToken)
    {
        var directories = change.Unit.Directories;
        var all = (await directories.ListTokensAsync(change.WorkspaceId, connection, cancellationToken))
            .Where(token => token.Use == ConnectionTokenUse.Access)
            .ToList();
        var live = all.Where(token => token.IsLive(change.Now)).ToList();
        foreach (var token in all.Except(live).Concat(live.Take(Math.Max(0, live.Count - MaxLive + 1))))
        {
            await directories.RemoveTokenAsync(token.Id, cancellationToken);
        }
    }
}

/// <param name="RequestId">The server's id of this request.</param>
/// <param name="Lifetime">How long the token is to live, unless what gets it ends before.</param>
public sealed record TokenRequest(string RequestId, string? Address, TimeSpan Lifetime);
