using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Credentials;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>The identity providers of a workspace and their tokens.</summary>
public sealed class DirectoryAdministration
{
    private const int MaxConnections = 50;

    internal static readonly Repeatable<IssuedToken> Issued = new(
        issued => issued.Token.Id.ToString(),
        async (store, _, id, token) =>
            await store.Directories.FindTokenAsync(new ConnectionTokenId(Guid.Parse(id)), token) is { } found
                ? new IssuedToken(found, Secret: null)
                : null);

    private readonly IStore store;
    private readonly ChangeRunner changes;
    private readonly ReadGuard guard;
    private readonly TokenPepper pepper;
    private readonly RoleTable roles;
    private readonly TimeProvider clock;

    internal DirectoryAdministration(
        IStore store, ChangeRunner changes, ReadGuard guard, TokenPepper pepper, RoleTable roles, TimeProvider clock) =>
        (this.store, this.changes, this.guard, this.pepper, this.roles, this.clock) =
        (store, changes, guard, pepper, roles, clock);

    /// <summary>Attaches an identity provider. It can do nothing until it has a token.</summary>
    public Task<Result<Committed<DirectoryConnection>>> CreateConnectionAsync(
        Call call, NewConnection wanted, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Repeatables.Connection,
            async change =>
            {
                var existing = await change.Unit.Directories.ListConnectionsAsync(call.Workspace, cancellationToken);
                if (existing.Count >= MaxConnections)
                {
                    return (Result<DirectoryConnection>)ConnectionRules.TooMany("connections", MaxConnections, existing.Count);
                }

                var connection = new DirectoryConnection
                {
                    Workspace = call.Workspace,
                    Id = new ConnectionId(change.NewId()),
                    DisplayName = wanted.DisplayName,
                    Dialect = wanted.Dialect,
                    DefaultRole = roles.DefaultRole,
                    RoleCeiling = roles.HighestBelowOwner.Name,
                    Created = change.Now,
                    Version = 1,
                };
                var checkedOne = ConnectionRules.With(
                    change,
                    connection,
                    new ConnectionChanges(
                        wanted.DisplayName,
                        wanted.Dialect,
                        wanted.DefaultRole ?? connection.DefaultRole.Value,
                        wanted.RoleCeiling ?? connection.RoleCeiling.Value,
                        Paused: null)
                    {
                        AllowedRoles = wanted.AllowedRoles,
                    });
                if (!checkedOne.TryGet(out var stored, out var failure))
                {
                    return failure;
                }

                await change.Unit.Directories.AddConnectionAsync(stored, cancellationToken);
                await change.RecordAsync(
                    AuditActions.ConnectionCreated,
                    $"connection:{stored.Id}",
                    [],
                    ConnectionRules.ChangesOf(null, stored),
                    cancellationToken);
                return stored;
            },
            cancellationToken);

    public async Task<Result<DirectoryConnection>> GetConnectionAsync(
        Call call, ConnectionId id, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var connection = await store.FindConnectionAsync(call.Workspace, id, cancellationToken);
        return connection is null
            ? Failure.NotFound("Connection", id.ToString())
            : ConnectionRules.At(clock.GetUtcNow(), connection);
    }

    public async Task<Result<IReadOnlyList<DirectoryConnection>>> ListConnectionsAsync(
        Call call, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var all = await store.ReadAsync(
            reader => reader.Directories.ListConnectionsAsync(call.Workspace, cancellationToken), cancellationToken);
        var now = clock.GetUtcNow();
        return Result.Of<IReadOnlyList<DirectoryConnection>>(
            all.Select(connection => ConnectionRules.At(now, connection)).ToList());
    }

    /// <summary>Changes a connection. A changed role setting recomputes every member it manages.</summary>
    public Task<Result<Committed<DirectoryConnection>>> UpdateConnectionAsync(
        Call call, ConnectionId id, ConnectionChanges wanted, long? etag, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Repeatables.Connection,
            async change =>
            {
                var found = await FindAsync(change, id, etag, cancellationToken);
                if (!found.TryGet(out var before, out var failure)
                    || !ConnectionRules.With(change, before, wanted).TryGet(out var after, out failure))
                {
                    return (Result<DirectoryConnection>)failure;
                }

                if (after == before)
                {
                    return before;
                }

                var stored = after with { Version = before.Version + 1 };
                await change.Unit.Directories.UpdateConnectionAsync(stored, cancellationToken);
                await change.RecordAsync(
                    AuditActions.ConnectionUpdated,
                    $"connection:{id}",
                    [],
                    ConnectionRules.ChangesOf(before, stored),
                    cancellationToken);
                if (before.DefaultRole != stored.DefaultRole
                    || before.RoleCeiling != stored.RoleCeiling
                    || !ReferenceEquals(before.AllowedRoles, stored.AllowedRoles))
                {
                    await ManagedMembers.RefreshAsync(change, id, cancellationToken);
                }

                return stored;
            },
            cancellationToken);

    /// <summary>
    /// Detaches an identity provider: its tokens end at once, its members stay as they are and belong to the workspace
    /// again.
    /// </summary>
    public Task<Result<Committed<ConnectionId>>> RemoveConnectionAsync(
        Call call, ConnectionId id, long? etag, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Repeatables.ConnectionId,
            async change =>
            {
                var found = await FindAsync(change, id, etag, cancellationToken);
                if (!found.TryGet(out _, out var failure))
                {
                    return (Result<ConnectionId>)failure;
                }

                await ManagedMembers.ReleaseAsync(change, id, cancellationToken);
                await ManagedMembers.ReleaseGroupsAsync(change, id, cancellationToken);
                await ManagedMembers.ReleaseResourcesAsync(change, id, cancellationToken);
                await RemoveWholeAsync(change, id, cancellationToken);
                await ManagedMembers.RefreshMappedAsync(change, cancellationToken);
                await change.RecordAsync(
                    AuditActions.ConnectionRemoved, $"connection:{id}", [], [], cancellationToken);
                return id;
            },
            cancellationToken);

    /// <summary>
    /// Makes a token for a connection; at most two are live at once, so that one can replace the other without a gap.
    /// </summary>
    /// <param name="expires">In the future; null for no end.</param>
    public Task<Result<Committed<IssuedToken>>> CreateTokenAsync(
        Call call, ConnectionId id, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Issued,
            async change =>
            {
                var found = await FindAsync(change, id, etag: null, cancellationToken);
                if (!found.TryGet(out var connection, out var failure))
                {
                    return (Result<IssuedToken>)failure;
                }

                return await ConnectionTokens.CreateAsync(
                    change, connection, ConnectionTokenUse.Bearer, pepper, expires, cancellationToken);
            },
            cancellationToken);

    /// <summary>Every bearer token of a connection, ended ones included, in order of creation.</summary>
    public Task<Result<IReadOnlyList<ConnectionToken>>> ListTokensAsync(
        Call call, ConnectionId id, CancellationToken cancellationToken) =>
        ListTokensAsync(call, id, ConnectionTokenUse.Bearer, cancellationToken);

    internal async Task<Result<IReadOnlyList<ConnectionToken>>> ListTokensAsync(
        Call call, ConnectionId id, ConnectionTokenUse use, CancellationToken cancellationToken)
    {
        var found = await GetConnectionAsync(call, id, cancellationToken);
        if (!found.TryGet(out _, out var failure))
        {
            return failure;
        }

        var all = await store.ReadAsync(
            reader => reader.Directories.ListTokensAsync(call.Workspace, id, cancellationToken), cancellationToken);
        return Result.Of<IReadOnlyList<ConnectionToken>>(all.Where(token => token.Use == use).ToList());
    }

    /// <summary>Ends a token for good. Doing it twice is no failure.</summary>
    public Task<Result<Committed<ConnectionToken>>> RevokeTokenAsync(
        Call call, ConnectionTokenId id, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Repeatables.ConnectionToken,
            change => ConnectionTokens.RevokeAsync(change, id, ConnectionTokenUse.Bearer, cancellationToken),
            cancellationToken);

    internal static async ValueTask<Result<DirectoryConnection>> FindAsync(
        Change change, ConnectionId id, long? etag, CancellationToken cancellationToken)
    {
        var connection = await change.Unit.Directories.FindConnectionAsync(change.WorkspaceId, id, cancellationToken);
        if (connection is null)
        {
            return Failure.NotFound("Connection", id.ToString());
        }

        return etag is { } seen && seen != connection.Version
            ? Denials.OfVersion(connection.Version)
            : ConnectionRules.At(change.Now, connection);
    }

    private static async ValueTask RemoveWholeAsync(Change change, ConnectionId id, CancellationToken cancellationToken)
    {
        var directories = change.Unit.Directories;
        foreach (var token in await directories.ListTokensAsync(change.WorkspaceId, id, cancellationToken))
        {
            await directories.RemoveTokenAsync(token.Id, cancellationToken);
        }

        var mappings = await directories.ListMappingsAsync(change.WorkspaceId, cancellationToken);
        foreach (var mapping in mappings.Where(mapping => mapping.Connection == id))
        {
            await directories.RemoveMappingAsync(change.WorkspaceId, mapping.Id, cancellationToken);
        }

        await directories.RemoveConnectionAsync(change.WorkspaceId, id, cancellationToken);
    }
}
