using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>What a connection proves itself with: client secrets, a federation, and the replacing of its tokens.</summary>
public sealed class DirectoryCredentialAdministration
{
    /// <summary>How long a replaced token lives on when nothing is said.</summary>
    public static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(24);

    private static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(30);

    private readonly DirectoryAdministration directories;
    private readonly ChangeRunner changes;
    private readonly TokenPepper pepper;

    internal DirectoryCredentialAdministration(
        DirectoryAdministration directories, ChangeRunner changes, TokenPepper pepper) =>
        (this.directories, this.changes, this.pepper) = (directories, changes, pepper);

    /// <summary>Makes a client secret; at most two are live at once, so that one can replace the other without a gap.</summary>
    /// <param name="expires">In the future; null for no end.</param>
    public Task<Result<Committed<IssuedToken>>> CreateSecretAsync(
        Call call, ConnectionId id, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            DirectoryAdministration.Issued,
            async change =>
            {
                var found = await DirectoryAdministration.FindAsync(change, id, etag: null, cancellationToken);
                return found.TryGet(out var connection, out var failure)
                    ? await ConnectionTokens.CreateAsync(
                        change, connection, ConnectionTokenUse.ClientSecret, pepper, expires, cancellationToken)
                    : failure;
            },
            cancellationToken);

    /// <summary>Every client secret of a connection, ended ones included, in order of creation.</summary>
    public Task<Result<IReadOnlyList<ConnectionToken>>> ListSecretsAsync(
        Call call, ConnectionId id, CancellationToken cancellationToken) =>
        directories.ListTokensAsync(call, id, ConnectionTokenUse.ClientSecret, cancellationToken);

    /// <summary>Ends a client secret, and every access token it got, at once. Doing it twice is no failure.</summary>
    public Task<Result<Committed<ConnectionToken>>> RevokeSecretAsync(
        Call call, ConnectionTokenId id, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Repeatables.ConnectionToken,
            change => ConnectionTokens.RevokeAsync(change, id, ConnectionTokenUse.ClientSecret, cancellationToken),
            cancellationToken);

    /// <summary>Makes a bearer token in another's place, which ends after the overlap, or at its own end if that is sooner.</summary>
    /// <param name="expires">The new token's end, in the future; null for none.</param>
    /// <param name="overlap">0 to 30 days.</param>
    public Task<Result<Committed<IssuedToken>>> RotateTokenAsync(
        Call call, ConnectionTokenId id, DateTimeOffset? expires, TimeSpan overlap, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            DirectoryAdministration.Issued,
            async change =>
            {
                var found = await ConnectionTokens.FindAsync(change, id, ConnectionTokenUse.Bearer, cancellationToken);
                if (!found.TryGet(out var old, out var failure)
                    || !(await DirectoryAdministration.FindAsync(change, old.Connection, etag: null, cancellationToken))
                        .TryGet(out var connection, out failure))
                {
                    return (Result<IssuedToken>)failure;
                }

                if (overlap < TimeSpan.Zero || overlap > MaxOverlap)
                {
                    return Failure.InvalidValue("overlap", $"The overlap is 0 seconds to {MaxOverlap.Days} days.");
                }

                if (!old.IsLive(change.Now))
                {
                    return new Failure(
                        FailureKind.FailedPrecondition, "The token has ended already. Create a new one instead.")
                    {
                        Reason = "TOKEN_ENDED",
                    };
                }

                var created = await ConnectionTokens.CreateAsync(
                    change, connection, ConnectionTokenUse.Bearer, pepper, expires, cancellationToken);
                if (!created.TryGet(out var issued, out failure))
                {
                    return failure;
                }

                var end = change.Now + overlap;
                await change.Unit.Directories.UpdateTokenAsync(
                    old with { Expires = old.Expires < end ? old.Expires : end }, cancellationToken);
                await change.RecordAsync(
                    AuditActions.ConnectionTokenRotated,
                    $"connection_token:{old.Id}",
                    [],
                    [new AuditChange("replacedBy", null, issued.Token.Id.ToString())],
                    cancellationToken);
                return issued;
            },
            cancellationToken);

    /// <summary>
    /// Sets or clears whose assertions stand for a connection. Access tokens got by the one before end at once.
    /// </summary>
    /// <param name="wanted">Null to clear.</param>
    public Task<Result<Committed<DirectoryConnection>>> SetFederationAsync(
        Call call, ConnectionId id, NewFederation? wanted, long? etag, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Repeatables.Connection,
            async change =>
            {
                var found = await DirectoryAdministration.FindAsync(change, id, etag, cancellationToken);
                if (!found.TryGet(out var before, out var failure))
                {
                    return (Result<DirectoryConnection>)failure;
                }

                if (wanted is not null
                    && (FederationRules.Check(wanted) ?? Authority.ToGrant(change, before.RoleCeiling)) is { } refused)
                {
                    return refused;
                }

                if (wanted is null ? before.Federation is null : wanted.IsSameAs(before.Federation))
                {
                    return before;
                }

                var after = before with { Federation = wanted?.With(change.NewId()), Version = before.Version + 1 };
                await change.Unit.Directories.UpdateConnectionAsync(after, cancellationToken);
                await change.RecordAsync(
                    AuditActions.ConnectionUpdated,
                    $"connection:{id}",
                    [],
                    [.. ConnectionRules.ChangesOf(before, after)],
                    cancellationToken);
                return after;
            },
            cancellationToken);
}
