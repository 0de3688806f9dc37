using Npgsql;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Postgres.Units;

namespace TeamAccess.Store.Postgres.Rows;

internal class PostgresWorkspaceReader(Session session) : IWorkspaceReader
{
    public virtual ValueTask<Tenant?> FindTenantAsync(TenantId tenant, CancellationToken cancellationToken) =>
        session.FindBodyAsync<Tenant>(
            new Statement("SELECT body FROM tenants WHERE id = $1", Keys.Of(tenant)), cancellationToken);

    public async ValueTask<Workspace?> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindBodyAsync<Workspace>(
            new Statement("SELECT body FROM workspaces WHERE workspace = $1", Keys.Of(workspace)), cancellationToken);
    }

    public async ValueTask<WorkspaceHead> GetHeadAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await session.EnterAsync(workspace, cancellationToken);
        return await session.FindAsync(
            new Statement(
                """
                SELECT revision, audit_sequence, audit_hash, members, active_members, groups
                FROM heads WHERE workspace = $1
                """,
                Keys.Of(workspace)),
            HeadOf,
            cancellationToken) ?? WorkspaceHead.Empty;
    }

    public async ValueTask<IReadOnlyList<Workspace>> ListAsync(
        TenantId tenant, WorkspaceId? after, int limit, CancellationToken cancellationToken) =>
        await session.ListBodiesAsync<Workspace>(
            new Statement(
                "SELECT body FROM workspaces WHERE tenant = $1 AND workspace > $2 ORDER BY workspace LIMIT $3",
                Keys.Of(tenant),
                after is { } last ? Keys.Of(last) : "",
                limit),
            cancellationToken);

    internal static WorkspaceHead HeadOf(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetFieldValue<byte[]>(2),
        row.GetInt32(3),
        row.GetInt32(4),
        row.GetInt32(5));
}

internal sealed class PostgresWorkspaces(UnitSession unit) : PostgresWorkspaceReader(unit), IWorkspaceWriter
{
    private readonly UnitSession unit = unit;

    /// <summary>Locked until the unit ends, as it may be about to change the tenant it has read.</summary>
    public override ValueTask<Tenant?> FindTenantAsync(TenantId tenant, CancellationToken cancellationToken) =>
        unit.FindBodyAsync<Tenant>(
            new Statement("SELECT body FROM tenants WHERE id = $1 FOR UPDATE", Keys.Of(tenant)), cancellationToken);

    public async ValueTask PutTenantAsync(Tenant tenant, CancellationToken cancellationToken) => await unit.WriteAsync(
        cancellationToken,
        new Statement(
            "INSERT INTO tenants (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            Keys.Of(tenant.Id),
            Body.Of(tenant)));

    public async ValueTask AddAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace.Id, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement("INSERT INTO workspaces (workspace, tenant, body) VALUES ($1, $2, $3)", ValuesOf(workspace)));
    }

    public async ValueTask UpdateAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace.Id, cancellationToken);
        await unit.ChangeAsync(
            "workspace",
            cancellationToken,
            new Statement("UPDATE workspaces SET tenant = $2, body = $3 WHERE workspace = $1", ValuesOf(workspace)));
    }

    public async ValueTask PutHeadAsync(WorkspaceId workspace, WorkspaceHead head, CancellationToken cancellationToken)
    {
        await unit.EnterAsync(workspace, cancellationToken);
        await unit.WriteAsync(
            cancellationToken,
            new Statement(
                """
                INSERT INTO heads (workspace, revision, audit_sequence, audit_hash, members, active_members, groups)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (workspace) DO UPDATE SET
                    revision = excluded.revision,
                    audit_sequence = excluded.audit_sequence,
                    audit_hash = excluded.audit_hash,
                    members = excluded.members,
                    active_members = excluded.active_members,
                    groups = excluded.groups
                """,
                Keys.Of(workspace),
                head.Revision,
                head.AuditSequence,
                head.AuditHash.ToArray(),
                head.Members,
                head.ActiveMembers,
                head.Groups));
    }

    private static object[] ValuesOf(Workspace workspace) =>
        [Keys.Of(workspace.Id), Keys.Of(workspace.Tenant), Body.Of(workspace)];
}
