using Npgsql;
using TeamAccess.Domain;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresGroupReader(Session session) : IGroupReader
{
    protected const string Table = "groups";

    private readonly RowLists lists = new(session);

    public async ValueTask<Group?> FindAsync(WorkspaceId workspace, GroupId group, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<Group>(
            new Statement("SELECT body FROM groups WHERE workspace = $1 AND id = $2", Keys.Of(workspace), group.Value),
            cancellationToken);
    }

    public async ValueTask<Group?> FindByDisplayNameAsync(
        WorkspaceId workspace, string displayName, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<Group>(
            new Statement(
                "SELECT body FROM groups WHERE workspace = $1 AND name_key = $2", Keys.Of(workspace), Keys.Named(displayName)),
            cancellationToken);
    }

    public ValueTask<Page<Group>> ListAsync(
        WorkspaceId workspace,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken) => lists.ListAsync<Group>(
            (Table, Table, null), workspace, selection, (cursor, skip, limit), cancellationToken);

    public ValueTask<bool> IsMemberAsync(
        WorkspaceId workspace, GroupId group, MemberId member, CancellationToken cancellationToken) => IsThereAsync(
            "SELECT FROM memberships WHERE workspace = $1 AND group_id = $2 AND member_id = $3",
            workspace,
            (group.Value, member.Value),
            cancellationToken);

    public ValueTask<IReadOnlyList<Membership>> ListMembersAsync(
        WorkspaceId workspace, GroupId group, MemberId? after, int limit, CancellationToken cancellationToken) => SideAsync(
            """
            SELECT group_id, member_id, since FROM memberships
            WHERE workspace = $1 AND group_id = $2 AND member_id > $3 ORDER BY member_id LIMIT $4
            """,
            workspace,
            (group.Value, after?.Value, limit),
            row => MembershipOf(workspace, row),
            cancellationToken);

    public ValueTask<IReadOnlyList<Membership>> ListGroupsOfAsync(
        WorkspaceId workspace, MemberId member, GroupId? after, int limit, CancellationToken cancellationToken) => SideAsync(
            """
            SELECT group_id, member_id, since FROM memberships
            WHERE workspace = $1 AND member_id = $2 AND group_id > $3 ORDER BY group_id LIMIT $4
            """,
            workspace,
            (member.Value, after?.Value, limit),
            row => MembershipOf(workspace, row),
            cancellationToken);

    public ValueTask<bool> IsNestedAsync(
        WorkspaceId workspace, GroupId parent, GroupId child, CancellationToken cancellationToken) => IsThereAsync(
            "SELECT FROM links WHERE workspace = $1 AND parent_id = $2 AND child_id = $3",
            workspace,
            (parent.Value, child.Value),
            cancellationToken);

    public ValueTask<IReadOnlyList<GroupLink>> ListNestedAsync(
        WorkspaceId workspace, GroupId parent, GroupId? after, int limit, CancellationToken cancellationToken) => SideAsync(
            """
            SELECT parent_id, child_id, since FROM links
            WHERE workspace = $1 AND parent_id = $2 AND child_id > $3 ORDER BY child_id LIMIT $4
            """,
            workspace,
            (parent.Value, after?.Value, limit),
            row => LinkOf(workspace, row),
            cancellationToken);

    public ValueTask<IReadOnlyList<GroupLink>> ListParentsAsync(
        WorkspaceId workspace, GroupId child, GroupId? after, int limit, CancellationToken cancellationToken) => SideAsync(
            """
            SELECT parent_id, child_id, since FROM links
            WHERE workspace = $1 AND child_id = $2 AND parent_id > $3 ORDER BY parent_id LIMIT $4
            """,
            workspace,
            (child.Value, after?.Value, limit),
            row => LinkOf(workspace, row),
            cancellationToken);

    private static Membership MembershipOf(WorkspaceId workspace, NpgsqlDataReader row) =>
        new(workspace, new GroupId(row.GetGuid(0)), new MemberId(row.GetGuid(1)), new(row.GetInt64(2), TimeSpan.Zero));

    private static GroupLink LinkOf(WorkspaceId workspace, NpgsqlDataReader row) =>
        new(workspace, new GroupId(row.GetGuid(0)), new GroupId(row.GetGuid(1)), new(row.GetInt64(2), TimeSpan.Zero));

    private async ValueTask<bool> IsThereAsync(
        string sql, WorkspaceId workspace, (Guid First, Guid Second) ids, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        var rows = await session.QueryAsync(
            new Statement(sql, Keys.Of(workspace), ids.First, ids.Second), _ => true, cancellationToken);
        return rows.Count > 0;
    }

    private async ValueTask<IReadOnlyList<T>> SideAsync<T>(
        string sql,
        WorkspaceId workspace,
        (Guid Of, Guid? After, int Limit) page,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.QueryAsync(
            new Statement(sql, Keys.Of(workspace), page.Of, page.After ?? Guid.Empty, page.Limit), read, cancellationToken);
    }
}
