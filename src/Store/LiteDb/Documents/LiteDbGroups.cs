using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbGroups(ILiteDatabase database) : IGroupWriter
{
    private readonly Table groups = new(database, Tables.Groups);
    private readonly Table memberships = new(database, Tables.Memberships);
    private readonly Table links = new(database, Tables.Links);

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
        List(RowIndex.Id, Side(workspace, group.Value, after?.Value), limit);

    public ValueTask<IReadOnlyList<Membership>> ListGroupsOfAsync(
        WorkspaceId workspace, MemberId member, GroupId? after, int limit, CancellationToken cancellationToken) =>
        List(Tables.ByMember, Side(workspace, member.Value, after?.Value), limit);

    public ValueTask<bool> IsNestedAsync(
        WorkspaceId workspace, GroupId parent, GroupId child, CancellationToken cancellationToken) =>
        ValueTask.FromResult(links.Find(LinkDocument.KeyOf(workspace, parent, child)) is not null);

    public ValueTask<IReadOnlyList<GroupLink>> ListNestedAsync(
        WorkspaceId workspace, GroupId parent, GroupId? after, int limit, CancellationToken cancellationToken) =>
        ListLinks(RowIndex.Id, Side(workspace, parent.Value, after?.Value), limit);

    public ValueTask<IReadOnlyList<GroupLink>> ListParentsAsync(
        WorkspaceId workspace, GroupId child, GroupId? after, int limit, CancellationToken cancellationToken) =>
        ListLinks(Tables.ByChild, Side(workspace, child.Value, after?.Value), limit);

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
        links.DeleteAll(KeyRange.Within(key + "/"));
        foreach (var link in links.Scan(Tables.ByChild, KeyRange.Within(key + "/"), int.MaxValue).ToList())
        {
            links.Delete(link.Text("_id"));
        }

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

    public ValueTask<bool> NestAsync(GroupLink link, CancellationToken cancellationToken)
    {
        var row = LinkDocument.Of(link);
        if (links.Find(row.Text("_id")) is not null)
        {
            return ValueTask.FromResult(false);
        }

        links.Insert(row);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> UnnestAsync(
        WorkspaceId workspace, GroupId parent, GroupId child, CancellationToken cancellationToken) =>
        ValueTask.FromResult(links.Delete(LinkDocument.KeyOf(workspace, parent, child)));

    private static ValueTask<Group?> Answer(BsonDocument? row) =>
        ValueTask.FromResult(row is null ? null : GroupDocument.Read(row));

    private static KeyRange Side(WorkspaceId workspace, Guid id, Guid? after)
    {
        var prefix = RowKeys.Of(workspace, id) + "/";
        var range = KeyRange.Within(prefix);
        return after is { } last ? range.After($"{prefix}{last:N}") : range;
    }

    private ValueTask<IReadOnlyList<Membership>> List(RowIndex index, KeyRange range, int limit) =>
        ValueTask.FromResult<IReadOnlyList<Membership>>(
            memberships.Scan(index, range, limit).Select(MembershipDocument.Read).ToList());

    private ValueTask<IReadOnlyList<GroupLink>> ListLinks(RowIndex index, KeyRange range, int limit) =>
        ValueTask.FromResult<IReadOnlyList<GroupLink>>(
            links.Scan(index, range, limit).Select(LinkDocument.Read).ToList());
}
