using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryWorkspaces(MemoryUnitOfWork unit) : IWorkspaceWriter
{
    public ValueTask<Tenant?> FindTenantAsync(TenantId tenant, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Tenants.GetValueOrDefault(tenant));

    public ValueTask<Workspace?> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Workspaces.GetValueOrDefault(workspace));

    public ValueTask<WorkspaceHead> GetHeadAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Heads.GetValueOrDefault(workspace, WorkspaceHead.Empty));

    public ValueTask<IReadOnlyList<Workspace>> ListAsync(
        TenantId tenant, WorkspaceId? after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Workspace>>(unit.State.Workspaces.Values
            .Where(workspace => workspace.Tenant == tenant)
            .Where(workspace => after is not { } last
                || string.CompareOrdinal(workspace.Id.Value, last.Value) > 0)
            .OrderBy(workspace => workspace.Id.Value, StringComparer.Ordinal)
            .Take(limit)
            .ToList());

    public ValueTask PutTenantAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Tenants = unit.State.Tenants.SetItem(tenant.Id, tenant) };
        return ValueTask.CompletedTask;
    }

    public ValueTask AddAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        if (unit.State.Workspaces.ContainsKey(workspace.Id))
        {
            throw unit.Taken("a workspace of this id");
        }

        return PutAsync(workspace);
    }

    public ValueTask UpdateAsync(Workspace workspace, CancellationToken cancellationToken) =>
        unit.State.Workspaces.ContainsKey(workspace.Id)
            ? PutAsync(workspace)
            : throw MemoryUnitOfWork.Missing("workspace");

    public ValueTask PutHeadAsync(WorkspaceId workspace, WorkspaceHead head, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Heads = unit.State.Heads.SetItem(workspace, head) };
        return ValueTask.CompletedTask;
    }

    private ValueTask PutAsync(Workspace workspace)
    {
        unit.State = unit.State with { Workspaces = unit.State.Workspaces.SetItem(workspace.Id, workspace) };
        return ValueTask.CompletedTask;
    }
}
