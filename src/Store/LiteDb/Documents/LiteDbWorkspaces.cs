using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.LiteDb.Cache;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbWorkspaces(ILiteDatabase database, RowChanges changes) : IWorkspaceWriter
{
    private readonly Table tenants = new(database, Tables.Tenants);
    private readonly Table workspaces = new(database, Tables.Workspaces);
    private readonly Table heads = new(database, Tables.Heads);

    public ValueTask<Tenant?> FindTenantAsync(TenantId tenant, CancellationToken cancellationToken) =>
        ValueTask.FromResult(tenants.Find(RowKeys.Of(tenant)) is { } row ? TenantDocument.Read(row) : null);

    public ValueTask<Workspace?> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            changes.TryFind(CacheKey.Of(workspace), out Workspace? known) ? known
            : workspaces.Find(RowKeys.Of(workspace)) is { } row ? WorkspaceDocument.Read(row)
            : null);

    public ValueTask<WorkspaceHead> GetHeadAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            changes.TryFind(CacheKey.OfHead(workspace), out WorkspaceHead? known) ? known ?? WorkspaceHead.Empty
            : heads.Find(RowKeys.Of(workspace)) is { } row ? HeadDocument.Read(row)
            : WorkspaceHead.Empty);

    public ValueTask<IReadOnlyList<Workspace>> ListAsync(
        TenantId tenant, WorkspaceId? after, int limit, CancellationToken cancellationToken)
    {
        var range = KeyRange.Within(RowKeys.Of(tenant) + "/");
        if (after is { } last)
        {
            range = range.After(WorkspaceDocument.TenantKeyOf(tenant, last));
        }

        return ValueTask.FromResult<IReadOnlyList<Workspace>>(
            workspaces.Scan(Tables.ByTenant, range, limit).Select(WorkspaceDocument.Read).ToList());
    }

    public ValueTask PutTenantAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        tenants.Put(TenantDocument.Of(tenant));
        return ValueTask.CompletedTask;
    }

    public ValueTask AddAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var row = WorkspaceDocument.Of(workspace);
        workspaces.Insert(row);
        changes.Set(WorkspaceDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask UpdateAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var row = WorkspaceDocument.Of(workspace);
        workspaces.Update(row);
        changes.Set(WorkspaceDocument.Read(row));
        return ValueTask.CompletedTask;
    }

    public ValueTask PutHeadAsync(WorkspaceId workspace, WorkspaceHead head, CancellationToken cancellationToken)
    {
        var row = HeadDocument.Of(workspace, head);
        heads.Put(row);
        changes.Set(workspace, HeadDocument.Read(row));
        return ValueTask.CompletedTask;
    }
}
