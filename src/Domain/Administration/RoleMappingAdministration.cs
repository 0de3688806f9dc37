using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>
/// Which groups of a directory give which role. Every change recomputes the members of the group, those of
/// nested groups included.
/// </summary>
public sealed class RoleMappingAdministration
{
    private static readonly Repeatable<MappingEffects> NothingToRepeat = new(_ => "", (_, _, _, _) => default);

    private readonly IStore store;
    private readonly ChangeRunner changes;
    private readonly ReadGuard guard;

    internal RoleMappingAdministration(IStore store, ChangeRunner changes, ReadGuard guard) =>
        (this.store, this.changes, this.guard) = (store, changes, guard);

    public Task<Result<Committed<RoleMapping>>> CreateAsync(
        Call call, NewRoleMapping wanted, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Repeatables.RoleMapping,
            change => RoleMappingChange.CreateAsync(change, wanted, cancellationToken),
            cancellationToken);

    /// <param name="connection">Only the mappings of this connection; null for all.</param>
    public async Task<Result<IReadOnlyList<RoleMapping>>> ListAsync(
        Call call, ConnectionId? connection, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryRead, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var mappings = await store.ReadAsync(
            reader => reader.Directories.ListMappingsAsync(call.Workspace, cancellationToken), cancellationToken);
        return Result.Of<IReadOnlyList<RoleMapping>>(
            mappings.Where(mapping => connection is null || mapping.Connection == connection).ToList());
    }

    /// <summary>
    /// What a change of a mapping would do to members, without doing it: the change itself is made and undone.
    /// </summary>
    /// <remarks>Costs what the change costs, whatever part of it is asked for: everybody in or below the group.</remarks>
    /// <param name="after">Only members with a higher id are listed; null for all.</param>
    /// <param name="limit">The most members to list; the counts are of all.</param>
    /// <returns>What would happen, or what refuses the change.</returns>
    public async Task<Result<MappingEffects>> PreviewAsync(
        Call call, WantedMapping wanted, MemberId? after, int limit, CancellationToken cancellationToken)
    {
        var seen = await changes.RunAsync(
            call with { ValidateOnly = true, Repeat = null },
            Permissions.DirectoryManage,
            NothingToRepeat,
            async change =>
            {
                var revision = change.Head.Revision;
                var moves = new RoleMoves(change.Roles, after, limit);
                change.Moves = moves;
                var failure = await RoleMappingChange.ApplyAsync(change, wanted, cancellationToken);
                return failure is null ? moves.Effects(revision, change.Head.ActiveMembers) : (Result<MappingEffects>)failure;
            },
            cancellationToken);
        return seen.TryGet(out var committed, out var refused) ? committed.Value : refused;
    }

    /// <param name="role">Null to leave it.</param>
    /// <param name="paused">Null to leave it.</param>
    public Task<Result<Committed<RoleMapping>>> UpdateAsync(
        Call call, RoleMappingId id, string? role, bool? paused, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Repeatables.RoleMapping,
            change => RoleMappingChange.UpdateAsync(change, id, role, paused, cancellationToken),
            cancellationToken);

    public Task<Result<Committed<RoleMappingId>>> RemoveAsync(
        Call call, RoleMappingId id, CancellationToken cancellationToken) =>
        changes.RunAsync(
            call,
            Permissions.DirectoryManage,
            Repeatables.RoleMappingId,
            change => RoleMappingChange.RemoveAsync(change, id, cancellationToken),
            cancellationToken);
}
