using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;
using TeamAccess.Domain.Members;

namespace TeamAccess.Domain.Roles;

/// <summary>
/// What a directory gives a member: the highest of the connection's default, the <c>roles</c> attribute and the mapped
/// groups the member is in, directly or by way of a nested group, of those roles that the connection's allow-list has, capped by
/// its ceiling.
/// </summary>
internal static class DirectoryRoles
{
    public static async ValueTask<DirectoryVerdict> ResolveAsync(
        Change change, DirectoryConnection connection, Member member, CancellationToken cancellationToken) =>
        await ResolveAsync(
            change,
            connection,
            member,
            await GroupRoles.LoadAsync(change, connection, cancellationToken),
            cancellationToken);

    /// <param name="groups">What the connection's mappings give now.</param>
    public static async ValueTask<DirectoryVerdict> ResolveAsync(
        Change change,
        DirectoryConnection connection,
        Member member,
        GroupRoles groups,
        CancellationToken cancellationToken)
    {
        var roles = change.Roles;
        var highest = roles[connection.DefaultRole];
        var isSilent = true;
        foreach (var named in RoleValues.Read(member.Attributes.ToObject(), roles)
            .Where(role => connection.Allows(role.Name)))
        {
            (highest, isSilent) = (highest.OrHigher(named), false);
        }

        if (await groups.OfAsync(member.Id, cancellationToken) is { } mapped)
        {
            (highest, isSilent) = (highest.OrHigher(mapped), false);
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
}

/// <param name="Role">Within the ceiling.</param>
/// <param name="IsSilent">Whether the directory says nothing of roles for the member, by attribute or by group.</param>
internal readonly record struct DirectoryVerdict(RoleName Role, bool IsSilent);
