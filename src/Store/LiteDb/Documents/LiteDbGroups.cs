using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbGroups(ILiteDatabase database) : IGroupWriter
{
    private readonly Table groups = new(database, Tables.Groups);
    private readonly Table memberships = new(database, Tables.Memberships);

    public ValueTask<Group?> FindAsync(WorkspaceId workspace, GroupId group, CancellationToken cancellationToken) =>
        Answer(groups.Find(RowKeys.Of(workspace, group.Value)));

    public ValueTask<Group?> FindByDisplayNameAsync(
        WorkspaceId workspace, string displayName, CancellationToken cancellationToken) =>
        Answer(groups.FindBy(Tables.ByName, RowKeys.Named(workspace, displayName)));

    public ValueTask<Page<Group>> ListAsync(
        WorkspaceId workspace,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(RowPages.List(groups, RowKeys.Of(workspace), selection, (cursor, skip, limit), GroupDocument.Read));

    public ValueTask<bool> IsMemberAsync(
        WorkspaceId workspace, GroupId group, MemberId member, CancellationToken cancellationToken) =>
        ValueTask.FromResult(memberships.Find(MembershipDocument.KeyOf(workspace, group, member)) is not null);

    public ValueTask<IReadOnlyList<Membership>> ListMembersAsync(
        WorkspaceId workspace, GroupId group, MemberId? after, int limit, CancellationToken cancellationToken) =>
        List(RowIndex.Id, (workspace, group.Value), after?.Value, limit);

    public ValueTask<IReadOnlyList<Membership>> ListGroupsOfAsync(
        WorkspaceId workspace, MemberId member, GroupId? after, int limit, CancellationToken cancellationToken) =>
        List(Tables.ByMember, (workspace, member.Value), after?.Value, limit);

    public ValueTask AddAsync(Group group, CancellationToken cancellationToken)
    {
        groups.Insert(GroupDocument.Of(group));
        return ValueTask.CompletedTask;
    }

    public ValueTask UpdateAsync(Group group, CancellationToken cancellationToken)
    {
        groups.Update(GroupDocument.Of(group));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(WorkspaceId workspace, GroupId group, CancellationToken cancellationToken)
    {
        var key = RowKeys.Of(workspace, group.Value);
        groups.Delete(key);
        memberships.DeleteAll(KeyRange.Within(key + "/"));
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> AddMemberAsync(Membership membership, CancellationToken cancellationToken)
    {
        var row = MembershipDocument.Of(membership);
        if (memberships.Find(row.Text("_id")) is not null)
        {
            return ValueTask.FromResult(false);
        }

        memberships.Insert(row);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> RemoveMemberAsync(
        WorkspaceId workspace, GroupId group, MemberId member, CancellationToken cancellationToken) =>
        ValueTask.FromResult(memberships.Delete(MembershipDocument.KeyOf(workspace, group, member)));

    private static ValueTask<Group?> Answer(BsonDocument? row) =>
        ValueTask.FromResult(row is null ? null : GroupDocument.Read(row));

    private ValueTask<IReadOnlyList<Membership>> List(
        RowIndex index, (WorkspaceId Workspace, Guid Id) side, Guid? after, int limit)
    {
        var prefix = RowKeys.Of(side.Workspace, side.Id) + "/";
        var range = KeyRange.Within(prefix);
        if (after is { } last)
        {
            range = range.After($"{prefix}{last:N}");
        }

        return ValueTask.FromResult<IReadOnlyList<Membership>>(
            memberships.Scan(index, range, limit).Select(MembershipDocument.Read).ToList());
    }
}
