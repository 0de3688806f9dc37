using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Directories;

/// <summary>What a change of a connection or mapping does to the members it manages.</summary>
internal static class ManagedMembers
{
    private const int PageSize = 500;

    /// <summary>Resolves the role of every member of a connection anew.</summary>
    public static async ValueTask RefreshAsync(
        Change change, ConnectionId connection, CancellationToken cancellationToken)
    {
        var refresh = new RoleRefresh(change);
        await ForEachAsync(
            change, connection, member => refresh.MemberAsync(member.Id, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Resolves the roles of all that get any by a mapping anew: to do when groups were let go, since any directory's
    /// mappings may now follow them.
    /// </summary>
    public static async ValueTask RefreshMappedAsync(Change change, CancellationToken cancellationToken)
    {
        var mappings = await change.Unit.Directories.ListMappingsAsync(change.WorkspaceId, cancellationToken);
        foreach (var connection in mappings.Select(mapping => mapping.Connection).Distinct())
        {
            await RefreshAsync(change, connection, cancellationToken);
        }
    }

    /// <summary>Hands members over to the workspace: each keeps the role it has, now given by the workspace.</summary>
    public static ValueTask ReleaseAsync(Change change, ConnectionId connection, CancellationToken cancellationToken) =>
        ForEachAsync(
            change,
            connection,
            async member => await MemberRoles.StoreAsync(
                change,
                member,
                member with
                {
                    ManagedBy = null,
                    LocalRole = member.Role == RoleName.Owner ? member.LocalRole : member.Role,
                    DirectoryRole = null,
                },
                cancellationToken),
            cancellationToken);

    /// <summary>Lets a connection's groups go: any other connection may take them over.</summary>
    public static async ValueTask ReleaseGroupsAsync(
        Change change, ConnectionId connection, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await change.Unit.Groups.ListAsync(
                change.WorkspaceId, new RowSelection.All(), cursor, skip: 0, PageSize, cancellationToken);
            foreach (var group in page.Items.Where(group => group.ManagedBy == connection))
            {
                await change.Unit.Groups.UpdateAsync(
                    group with { ManagedBy = null, Version = group.Version + 1 }, cancellationToken);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    /// <summary>The same for its resources of the deployment's own types.</summary>
    public static async ValueTask ReleaseResourcesAsync(
        Change change, ConnectionId connection, CancellationToken cancellationToken)
    {
        foreach (var type in change.Catalog.Custom)
        {
            string? cursor = null;
            do
            {
                var page = await change.Unit.Resources.ListAsync(
                    change.WorkspaceId, type.Id, new RowSelection.All(), cursor, skip: 0, PageSize, cancellationToken);
                foreach (var resource in page.Items.Where(resource => resource.ManagedBy == connection))
                {
                    await change.Unit.Resources.UpdateAsync(
                        resource with { ManagedBy = null, Version = resource.Version + 1 }, cancellationToken);
                }

                cursor = page.Next;
            }
            while (cursor is not null);
        }
    }

    private static async ValueTask ForEachAsync(
        Change change, ConnectionId connection, Func<Member, ValueTask> work, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await change.Unit.Members.ListAsync(
                change.WorkspaceId, new RowSelection.All(), cursor, skip: 0, PageSize, cancellationToken);
            foreach (var member in page.Items.Where(member => member.ManagedBy == connection))
            {
                await work(member);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }
}
