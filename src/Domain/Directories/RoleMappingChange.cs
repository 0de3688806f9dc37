using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Roles;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Domain.Directories;

/// <summary>How a role mapping comes, changes and goes, with the roles of everybody it concerns.</summary>
internal static class RoleMappingChange
{
    private const int MaxMappings = 500;
    private const int MaxGroupName = 1024;

    /// <returns>Null, or what refuses it.</returns>
    public static async ValueTask<Failure?> ApplyAsync(
        Change change, WantedMapping wanted, CancellationToken cancellationToken)
    {
        switch (wanted)
        {
            case WantedMapping.Created created:
                return FailureOf(await CreateAsync(change, created.Mapping, cancellationToken));
            case WantedMapping.Updated updated:
                return FailureOf(await UpdateAsync(change, updated.Id, updated.Role, updated.Paused, cancellationToken));
            case WantedMapping.Removed removed:
                return FailureOf(await RemoveAsync(change, removed.Id, cancellationToken));
            default:
                throw new ArgumentOutOfRangeException(nameof(wanted));
        }
    }

    public static async ValueTask<Result<RoleMapping>> CreateAsync(
        Change change, NewRoleMapping wanted, CancellationToken cancellationToken)
    {
        var role = await CheckAsync(change, wanted, cancellationToken);
        if (!role.TryGet(out var granted, out var failure))
        {
            return failure;
        }

        var mapping = new RoleMapping
        {
            Workspace = change.WorkspaceId,
            Id = new RoleMappingId(change.NewId()),
            Connection = wanted.Connection,
            Group = wanted.Group,
            GroupDisplayName = wanted.Group is null ? wanted.GroupDisplayName : null,
            Role = granted.Name,
            Created = change.Now,
        };
        await change.Unit.Directories.AddMappingAsync(mapping, cancellationToken);
        await RecordAsync(change, AuditActions.RoleMappingCreated, null, mapping, cancellationToken);
        return mapping;
    }

    /// <param name="role">Null to leave it.</param>
    /// <param name="paused">Null to leave it.</param>
    public static async ValueTask<Result<RoleMapping>> UpdateAsync(
        Change change, RoleMappingId id, string? role, bool? paused, CancellationToken cancellationToken)
    {
        if (await FindAsync(change, id, cancellationToken) is not { } before)
        {
            return Failure.NotFound("Role mapping", id.ToString());
        }

        var connection = await change.Unit.Directories.FindConnectionAsync(
            change.WorkspaceId, before.Connection, cancellationToken);
        if (!RoleOf(change, role is null ? null : connection, role ?? before.Role.Value)
            .TryGet(out var granted, out var failure))
        {
            return failure;
        }

        var after = before with { Role = granted.Name, Paused = paused ?? before.Paused };
        if (after != before)
        {
            await change.Unit.Directories.UpdateMappingAsync(after, cancellationToken);
            await RecordAsync(change, AuditActions.RoleMappingUpdated, before, after, cancellationToken);
        }

        return after;
    }

    public static async ValueTask<Result<RoleMappingId>> RemoveAsync(
        Change change, RoleMappingId id, CancellationToken cancellationToken)
    {
        if (await FindAsync(change, id, cancellationToken) is not { } mapping)
        {
            return Failure.NotFound("Role mapping", id.ToString());
        }

        await change.Unit.Directories.RemoveMappingAsync(change.WorkspaceId, id, cancellationToken);
        await RecordAsync(change, AuditActions.RoleMappingRemoved, mapping, null, cancellationToken);
        return id;
    }

    private static Failure? FailureOf<T>(Result<T> result)
        where T : notnull =>
        result.TryGet(out _, out var failure) ? null : failure;

    private static async ValueTask<RoleMapping?> FindAsync(
        Change change, RoleMappingId id, CancellationToken cancellationToken) =>
        (await change.Unit.Directories.ListMappingsAsync(change.WorkspaceId, cancellationToken))
        .FirstOrDefault(mapping => mapping.Id == id);

    private static async ValueTask<Result<Role>> CheckAsync(
        Change change, NewRoleMapping wanted, CancellationToken cancellationToken)
    {
        if (await change.Unit.Directories.FindConnectionAsync(change.WorkspaceId, wanted.Connection, cancellationToken)
            is not { } connection)
        {
            return Failure.NotFound("Connection", wanted.Connection.ToString());
        }

        if (wanted.Group is { } group)
        {
            if (await change.Unit.Groups.FindAsync(change.WorkspaceId, group, cancellationToken) is null)
            {
                return Failure.NotFound("Group", group.ToString());
            }
        }
        else if (wanted.GroupDisplayName is not { Length: > 0 and <= MaxGroupName })
        {
            return Failure.InvalidValue("group", $"Name a group by its id, or by a displayName of 1 to {MaxGroupName} characters.");
        }

        var existing = await change.Unit.Directories.ListMappingsAsync(change.WorkspaceId, cancellationToken);
        if (existing.Count >= MaxMappings)
        {
            return ConnectionRules.TooMany("role mappings", MaxMappings, existing.Count);
        }

        return existing.Any(mapping => SameGroup(mapping, wanted))
            ? new Failure(FailureKind.Uniqueness, "This connection has a mapping for that group already. Update it instead.")
            {
                Attribute = "group",
            }
            : RoleOf(change, connection, wanted.Role);
    }

    private static bool SameGroup(RoleMapping mapping, NewRoleMapping wanted) =>
        mapping.Connection == wanted.Connection
        && (wanted.Group is not null
            ? mapping.Group == wanted.Group
            : mapping.GroupDisplayName is { } name
                && CanonicalKey.Of(name) == CanonicalKey.Of(wanted.GroupDisplayName ?? ""));

    private static Result<Role> RoleOf(Change change, DirectoryConnection? connection, string name)
    {
        if (!change.Roles.TryFind(name, out var role) || role.Name == RoleName.Owner)
        {
            return Failure.InvalidValue("role", "A mapping gives a role of the table below Owner.");
        }

        if (connection is not null && !connection.Allows(role.Name))
        {
            return Failure.InvalidValue("role", "The connection's allowed roles do not have this role.");
        }

        return Authority.ToGrant(change, role.Name) is { } refused ? refused : role;
    }

    private static async ValueTask RecordAsync(
        Change change, string action, RoleMapping? before, RoleMapping? after, CancellationToken cancellationToken)
    {
        var mapping = (after ?? before)!;
        var group = await DirectoryRoles.GroupOfAsync(change, mapping, cancellationToken);
        var named = group?.ToString() ?? mapping.GroupDisplayName;
        await change.RecordAsync(
            action,
            $"role_mapping:{mapping.Id}",
            [],
            [
                new AuditChange("group", before is null ? null : named, after is null ? null : named),
                new AuditChange("role", before?.Role.Value, after?.Role.Value),
                new AuditChange("paused", before?.Paused.ToString(), after?.Paused.ToString()),
            ],
            cancellationToken);
        if (group is { } mapped)
        {
            await new RoleRefresh(change).BelowAsync([mapped], cancellationToken);
        }
    }
}
