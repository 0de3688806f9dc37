using TeamAccess.Domain.Groups;

namespace TeamAccess.Domain.Storage;

public interface IGroupReader
{
    ValueTask<Group?> FindAsync(WorkspaceId workspace, GroupId group, CancellationToken cancellationToken);

    /// <summary>The group whose <c>displayName</c> has the same canonical key.</summary>
    ValueTask<Group?> FindByDisplayNameAsync(
        WorkspaceId workspace, string displayName, CancellationToken cancellationToken);

    /// <inheritdoc cref="IMemberReader.ListAsync"/>
    ValueTask<Page<Group>> ListAsync(
        WorkspaceId workspace,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken);

    ValueTask<bool> IsMemberAsync(
        WorkspaceId workspace, GroupId group, MemberId member, CancellationToken cancellationToken);

    /// <summary>Who is in the group, in ascending order of member id.</summary>
    /// <param name="after">The last member of the previous page; null for the first.</param>
    ValueTask<IReadOnlyList<Membership>> ListMembersAsync(
        WorkspaceId workspace, GroupId group, MemberId? after, int limit, CancellationToken cancellationToken);

    /// <summary>The groups a member is in, in ascending order of group id.</summary>
    ValueTask<IReadOnlyList<Membership>> ListGroupsOfAsync(
        WorkspaceId workspace, MemberId member, GroupId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Whether a group is directly nested in another.</summary>
    ValueTask<bool> IsNestedAsync(
        WorkspaceId workspace, GroupId parent, GroupId child, CancellationToken cancellationToken);

    /// <summary>The groups directly nested in a group, in ascending order of the nested group's id.</summary>
    /// <param name="after">The last nested group of the previous page; null for the first.</param>
    ValueTask<IReadOnlyList<GroupLink>> ListNestedAsync(
        WorkspaceId workspace, GroupId parent, GroupId? after, int limit, CancellationToken cancellationToken);

    /// <summary>The groups that a group is directly nested in, in ascending order of their id.</summary>
    /// <param name="after">The last parent of the previous page; null for the first.</param>
    ValueTask<IReadOnlyList<GroupLink>> ListParentsAsync(
        WorkspaceId workspace, GroupId child, GroupId? after, int limit, CancellationToken cancellationToken);
}

public interface IGroupWriter : IGroupReader
{
    ValueTask AddAsync(Group group, CancellationToken cancellationToken);

    ValueTask UpdateAsync(Group group, CancellationToken cancellationToken);

    /// <summary>Removes the group's row, every membership in it and its links, as parent and as child.</summary>
    ValueTask RemoveAsync(WorkspaceId workspace, GroupId group, CancellationToken cancellationToken);

    /// <returns>False when the member was in the group already; then nothing changed.</returns>
    ValueTask<bool> AddMemberAsync(Membership membership, CancellationToken cancellationToken);

    /// <returns>False when the member was not in the group.</returns>
    ValueTask<bool> RemoveMemberAsync(
        WorkspaceId workspace, GroupId group, MemberId member, CancellationToken cancellationToken);

    /// <returns>False when the group was nested there already; then nothing changed.</returns>
    ValueTask<bool> NestAsync(GroupLink link, CancellationToken cancellationToken);

    /// <returns>False when the group was not nested there.</returns>
    ValueTask<bool> UnnestAsync(
        WorkspaceId workspace, GroupId parent, GroupId child, CancellationToken cancellationToken);
}
