using TeamAccess.Domain;
using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal sealed class PostgresGroupWriter(UnitSession unit) : PostgresGroupReader(unit), IGroupWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask AddAsync(Group group, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(group.Workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "INSERT INTO groups (workspace, id, name_key, modified, body) VALUES ($1, $2, $3, $4, $5)", ValuesOf(group)),
            IndexOf(group));
    }

    public async ValueTask UpdateAsync(Group group, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(group.Workspace, cancellationToken);
        await unit.ChangeAsync(
            "group",
            cancellationToken,
            IndexOf(group),
            new Statement(
                "UPDATE groups SET name_key = $3, modified = $4, body = $5 WHERE workspace = $1 AND id = $2",
                ValuesOf(group)));
    }

    public async ValueTask RemoveAsync(WorkspaceId workspace, GroupId group, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        object[] key = [Keys.Of(workspace), group.Value];
        await unit.WriteAsync(
            cancellationToken,
            RowLists.Forget(workspace, Table, group.Value),
            new Statement("DELETE FROM memberships WHERE workspace = $1 AND group_id = $2", key),
            new Statement("DELETE FROM links WHERE workspace = $1 AND parent_id = $2", key),
            new Statement("DELETE FROM links WHERE workspace = $1 AND child_id = $2", key),
            new Statement("DELETE FROM groups WHERE workspace = $1 AND id = $2", key));
    }

    public ValueTask<bool> AddMemberAsync(Membership membership, CancellationToken cancellationToken) => ChangedAsync(
        membership.Workspace,
        new Statement(
            """
            INSERT INTO memberships (workspace, group_id, member_id, since) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """,
            Keys.Of(membership.Workspace),
            membership.Group.Value,
            membership.Member.Value,
            membership.Since.UtcTicks),
        cancellationToken);

    public ValueTask<bool> RemoveMemberAsync(
        WorkspaceId workspace, GroupId group, MemberId member, CancellationToken cancellationToken) => ChangedAsync(
            workspace,
            new Statement(
                "DELETE FROM memberships WHERE workspace = $1 AND group_id = $2 AND member_id = $3",
                Keys.Of(workspace),
                group.Value,
                member.Value),
            cancellationToken);

    public ValueTask<bool> NestAsync(GroupLink link, CancellationToken cancellationToken) => ChangedAsync(
        link.Workspace,
        new Statement(
            "INSERT INTO links (workspace, parent_id, child_id, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            Keys.Of(link.Workspace),
            link.Parent.Value,
            link.Child.Value,
            link.Since.UtcTicks),
        cancellationToken);

    public ValueTask<bool> UnnestAsync(
        WorkspaceId workspace, GroupId parent, GroupId child, CancellationToken cancellationToken) => ChangedAsync(
            workspace,
            new Statement(
                "DELETE FROM links WHERE workspace = $1 AND parent_id = $2 AND child_id = $3",
                Keys.Of(workspace),
                parent.Value,
                child.Value),
            cancellationToken);

    private static object[] ValuesOf(Group group) =>
    [
        Keys.Of(group.Workspace),
        group.Id.Value,
        Keys.Named(group.DisplayName),
        group.LastModified.UtcTicks,
        Body.Of(group),
    ];

    private static Statement IndexOf(Group group) => RowLists.Index(
        group.Workspace,
        Table,
        group.Id.Value,
        (AttributeIndex.ExternalId, [group.ExternalId]),
        (AttributeIndex.DisplayName, [group.DisplayName]));

    private async ValueTask<bool> ChangedAsync(
        WorkspaceId workspace, Statement statement, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        return await unit.WriteAsync(cancellationToken, statement) > 0;
    }
}
