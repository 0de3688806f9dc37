using TeamAccess.Domain;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresMemberReader(Session session) : IMemberReader
{
    protected const string Table = "members";

    private readonly RowLists lists = new(session);

    public async ValueTask<Member?> FindAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<Member>(
            new Statement("SELECT body FROM members WHERE workspace = $1 AND id = $2", Keys.Of(workspace), member.Value),
            cancellationToken);
    }

    public async ValueTask<Member?> FindByUserNameAsync(
        WorkspaceId workspace, string userName, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<Member>(
            new Statement(
                "SELECT body FROM members WHERE workspace = $1 AND name_key = $2", Keys.Of(workspace), Keys.Named(userName)),
            cancellationToken);
    }

    public async ValueTask<MemberTombstone?> FindTombstoneAsync(
        WorkspaceId workspace, MemberId member, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<MemberTombstone>(
            new Statement("SELECT body FROM tombstones WHERE workspace = $1 AND id = $2", Keys.Of(workspace), member.Value),
            cancellationToken);
    }

    public ValueTask<Page<Member>> ListAsync(
        WorkspaceId workspace,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken) => lists.ListAsync<Member>(
            (Table, Table, null), workspace, selection, (cursor, skip, limit), cancellationToken);
}

internal sealed class PostgresMembers(UnitSession unit) : PostgresMemberReader(unit), IMemberWriter
{
    private readonly UnitSession unit = unit;

    public async ValueTask AddAsync(Member member, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(member.Workspace, cancellationToken);
        var added = await unit.WriteAsync(
            cancellationToken,
            new Statement(
                """
                INSERT INTO members (workspace, id, name_key, modified, body)
                SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT FROM tombstones WHERE workspace = $1 AND id = $2)
                """,
                ValuesOf(member)));
        if (added == 0)
        {
            throw unit.Fail(new UniqueKeyException("The id belonged to a member who was removed."));
        }

        await unit.WriteAsync(cancellationToken, IndexOf(member));
    }

    public async ValueTask UpdateAsync(Member member, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(member.Workspace, cancellationToken);
        await unit.ChangeAsync(
            "member",
            cancellationToken,
            IndexOf(member),
            new Statement(
                "UPDATE members SET name_key = $3, modified = $4, body = $5 WHERE workspace = $1 AND id = $2",
                ValuesOf(member)));
    }

    public async ValueTask RemoveAsync(MemberTombstone tombstone, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(tombstone.Workspace, cancellationToken);
        var (workspace, id) = (Keys.Of(tombstone.Workspace), tombstone.Id.Value);
        await unit.ChangeAsync(
            "member",
            cancellationToken,
            RowLists.Forget(tombstone.Workspace, Table, id),
            new Statement("DELETE FROM members WHERE workspace = $1 AND id = $2", workspace, id));
        await AddTombstoneAsync(tombstone, cancellationToken);
    }

    public async ValueTask AddTombstoneAsync(MemberTombstone tombstone, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(tombstone.Workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                "INSERT INTO tombstones (workspace, id, body) VALUES ($1, $2, $3)",
                Keys.Of(tombstone.Workspace),
                tombstone.Id.Value,
                Body.Of(tombstone)));
    }

    private static object[] ValuesOf(Member member) =>
    [
        Keys.Of(member.Workspace),
        member.Id.Value,
        Keys.Named(member.UserName),
        member.LastModified.UtcTicks,
        Body.Of(member),
    ];

    private static Statement IndexOf(Member member) => RowLists.Index(
        member.Workspace,
        Table,
        member.Id.Value,
        (AttributeIndex.ExternalId, [member.ExternalId]),
        (AttributeIndex.DisplayName, [member.DisplayName]),
        (AttributeIndex.Email, member.Emails));
}
