using System.Collections.Immutable;
using TeamAccess.Domain;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Text;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryGroups(MemoryUnitOfWork unit) : IGroupWriter
{
    public ValueTask<Group?> FindAsync(WorkspaceId workspace, GroupId group, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Groups.TryFind(workspace, group.Value, out var row) ? row : null);

    public ValueTask<Group?> FindByDisplayNameAsync(
        WorkspaceId workspace, string displayName, CancellationToken cancellationToken) =>
        unit.State.GroupNames.TryFind(workspace, CanonicalKey.Of(displayName), out var id)
            ? FindAsync(workspace, new GroupId(id), cancellationToken)
            : ValueTask.FromResult<Group?>(null);

    public ValueTask<Page<Group>> ListAsync(
        WorkspaceId workspace,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(Paging.Of(
            unit.State.Groups.Of(workspace).Values,
            selection,
            new PageRequest(cursor, skip, limit),
            group => (group.Id.Value, group.LastModified),
            ValuesOf));

    public ValueTask<bool> IsMemberAsync(
        WorkspaceId workspace, GroupId group, MemberId member, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.ByGroup.TryFind((workspace, group), member.Value, out _));

    public ValueTask<IReadOnlyList<Membership>> ListMembersAsync(
        WorkspaceId workspace, GroupId group, MemberId? after, int limit, CancellationToken cancellationToken) =>
        PageOf(unit.State.ByGroup.Of((workspace, group)), after?.Value, limit);

    public ValueTask<IReadOnlyList<Membership>> ListGroupsOfAsync(
        WorkspaceId workspace, MemberId member, GroupId? after, int limit, CancellationToken cancellationToken) =>
        PageOf(unit.State.ByMember.Of((workspace, member)), after?.Value, limit);

    public ValueTask<bool> IsNestedAsync(
        WorkspaceId workspace, GroupId parent, GroupId child, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.ByParent.TryFind((workspace, parent), child.Value, out _));

    public ValueTask<IReadOnlyList<GroupLink>> ListNestedAsync(
        WorkspaceId workspace, GroupId parent, GroupId? after, int limit, CancellationToken cancellationToken) =>
        PageOf(unit.State.ByParent.Of((workspace, parent)), after?.Value, limit);

    public ValueTask<IReadOnlyList<GroupLink>> ListParentsAsync(
        WorkspaceId workspace, GroupId child, GroupId? after, int limit, CancellationToken cancellationToken) =>
        PageOf(unit.State.ByChild.Of((workspace, child)), after?.Value, limit);

    public ValueTask AddAsync(Group group, CancellationToken cancellationToken) =>
        unit.State.Groups.TryFind(group.Workspace, group.Id.Value, out _)
            ? throw unit.Taken("a group of this id")
            : PutAsync(group, former: null);

    public ValueTask UpdateAsync(Group group, CancellationToken cancellationToken) =>
        unit.State.Groups.TryFind(group.Workspace, group.Id.Value, out var former)
            ? PutAsync(group, former)
            : throw MemoryUnitOfWork.Missing("group");

    public ValueTask RemoveAsync(WorkspaceId workspace, GroupId group, CancellationToken cancellationToken)
    {
        foreach (var membership in unit.State.ByGroup.Of((workspace, group)).Values)
        {
            Remove(membership);
        }

        foreach (var link in unit.State.ByParent.Of((workspace, group)).Values
            .Concat(unit.State.ByChild.Of((workspace, group)).Values))
        {
            Remove(link);
        }

        if (unit.State.Groups.TryFind(workspace, group.Value, out var row))
        {
            unit.State = unit.State with
            {
                Groups = unit.State.Groups.Remove(workspace, group.Value),
                GroupNames = unit.State.GroupNames.Remove(workspace, CanonicalKey.Of(row.DisplayName)),
            };
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> AddMemberAsync(Membership membership, CancellationToken cancellationToken)
    {
        var (workspace, group, member, _) = membership;
        if (unit.State.ByGroup.TryFind((workspace, group), member.Value, out _))
        {
            return ValueTask.FromResult(false);
        }

        unit.State = unit.State with
        {
            ByGroup = unit.State.ByGroup.Set((workspace, group), member.Value, membership),
            ByMember = unit.State.ByMember.Set((workspace, member), group.Value, membership),
        };
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> RemoveMemberAsync(
        WorkspaceId workspace, GroupId group, MemberId member, CancellationToken cancellationToken)
    {
        if (!unit.State.ByGroup.TryFind((workspace, group), member.Value, out var membership))
        {
            return ValueTask.FromResult(false);
        }

        Remove(membership);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> NestAsync(GroupLink link, CancellationToken cancellationToken)
    {
        var (workspace, parent, child, _) = link;
        if (unit.State.ByParent.TryFind((workspace, parent), child.Value, out _))
        {
            return ValueTask.FromResult(false);
        }

        unit.State = unit.State with
        {
            ByParent = unit.State.ByParent.Set((workspace, parent), child.Value, link),
            ByChild = unit.State.ByChild.Set((workspace, child), parent.Value, link),
        };
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> UnnestAsync(
        WorkspaceId workspace, GroupId parent, GroupId child, CancellationToken cancellationToken)
    {
        if (!unit.State.ByParent.TryFind((workspace, parent), child.Value, out var link))
        {
            return ValueTask.FromResult(false);
        }

        Remove(link);
        return ValueTask.FromResult(true);
    }

    private static ValueTask<IReadOnlyList<TRow>> PageOf<TRow>(
        ImmutableSortedDictionary<Guid, TRow> rows, Guid? after, int limit) =>
        ValueTask.FromResult<IReadOnlyList<TRow>>(rows
            .Where(row => after is not { } last || row.Key.CompareTo(last) > 0)
            .Take(limit)
            .Select(row => row.Value)
            .ToList());

    private static IEnumerable<string?> ValuesOf(Group group, AttributeIndex attribute) => attribute switch
    {
        AttributeIndex.ExternalId => [group.ExternalId],
        AttributeIndex.DisplayName => [group.DisplayName],
        AttributeIndex.Email => throw new ArgumentException("Groups have no emails.", nameof(attribute)),
    };

    private ValueTask PutAsync(Group group, Group? former)
    {
        var names = former is null
            ? unit.State.GroupNames
            : unit.State.GroupNames.Remove(group.Workspace, CanonicalKey.Of(former.DisplayName));
        var name = CanonicalKey.Of(group.DisplayName);
        if (names.TryFind(group.Workspace, name, out _))
        {
            throw unit.Taken("a group of this displayName");
        }

        unit.State = unit.State with
        {
            GroupNames = names.Set(group.Workspace, name, group.Id.Value),
            Groups = unit.State.Groups.Set(group.Workspace, group.Id.Value, group),
        };
        return ValueTask.CompletedTask;
    }

    private void Remove(Membership membership)
    {
        var (workspace, group, member, _) = membership;
        unit.State = unit.State with
        {
            ByGroup = unit.State.ByGroup.Remove((workspace, group), member.Value),
            ByMember = unit.State.ByMember.Remove((workspace, member), group.Value),
        };
    }

    private void Remove(GroupLink link)
    {
        var (workspace, parent, child, _) = link;
        unit.State = unit.State with
        {
            ByParent = unit.State.ByParent.Remove((workspace, parent), child.Value),
            ByChild = unit.State.ByChild.Remove((workspace, child), parent.Value),
        };
    }
}
