using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Roles;

/// <summary>
/// What a directory gives a member: the highest of the connection's default, the <c>roles</c> attribute and the mapped
/// groups the member is in, of those that the connection's allow-list has, capped by its ceiling.
/// </summary>
internal static class DirectoryRoles
{
    public static async ValueTask<DirectoryVerdict> ResolveAsync(
        Change change, DirectoryConnection connection, Member member, CancellationToken cancellationToken)
    {
        var roles = change.Roles;
        var highest = roles[connection.DefaultRole];
        var isSilent = true;
        foreach (var named in RoleValues.Read(member.Attributes.ToObject(), roles)
            .Where(role => connection.Allows(role.Name)))
        {
            (highest, isSilent) = (highest.OrHigher(named), false);
        }

        foreach (var mapping in await change.Unit.Directories.ListMappingsAsync(member.Workspace, cancellationToken))
        {
            if (!mapping.Paused
                && mapping.Connection == connection.Id
                && connection.Allows(mapping.Role)
                && (isSilent || roles[mapping.Role].Rank > highest.Rank)
                && await GroupOfAsync(change, mapping, cancellationToken) is { } group
                && await change.Unit.Groups.IsMemberAsync(member.Workspace, group, member.Id, cancellationToken))
            {
                (highest, isSilent) = (highest.OrHigher(roles[mapping.Role]), false);
            }
        }

        // A directory that takes over a member of the workspace and says nothing of roles does not demote them by a
        // profile update.
        if (isSilent && member.LocalRole is { } local)
        {
            highest = highest.OrHigher(roles[local]);
        }

        return new DirectoryVerdict(highest.OrLower(roles[connection.RoleCeiling]).Name, isSilent);
    }

    /// <summary>The group that a mapping means now; null when there is none of that id or name.</summary>
    public static async ValueTask<GroupId?> GroupOfAsync(
        Change change, RoleMapping mapping, CancellationToken cancellationToken)
    {
        if (mapping.Group is { } id)
        {
            return id;
        }

        // A name means the connection's own group, or one that no directory manages: another's does not give this one's roles.
        var named = await change.Unit.Groups.FindByDisplayNameAsync(
            mapping.Workspace, mapping.GroupDisplayName ?? "", cancellationToken);
        return named is not null && (named.ManagedBy is null || named.ManagedBy == mapping.Connection) ? named.Id : null;
    }

    /// <summary>Resolves the role of a member anew and stores it when it changed.</summary>
    public static async ValueTask RefreshAsync(Change change, MemberId id, CancellationToken cancellationToken)
    {
        var member = await change.Unit.Members.FindAsync(change.WorkspaceId, id, cancellationToken);
        if (member?.ManagedBy is not { } managedBy
            || await change.Unit.Directories.FindConnectionAsync(change.WorkspaceId, managedBy, cancellationToken)
                is not { } connection)
        {
            return;
        }

        var role = await ResolveAsync(change, connection, member, cancellationToken);
        var refreshed = MemberRoles.WithDirectoryRole(change, member, role);
        if (refreshed != member)
        {
            await MemberRoles.StoreAsync(change, member, refreshed, cancellationToken);
        }
    }
}

/// <param name="Role">Within the ceiling.</param>
/// <param name="IsSilent">Whether the directory says nothing of roles for the member, by attribute or by group.</param>
internal readonly record struct DirectoryVerdict(RoleName Role, bool IsSilent);
