using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Domain.Storage;

public interface IWorkspaceReader
{
    ValueTask<Tenant?> FindTenantAsync(TenantId tenant, CancellationToken cancellationToken);

    ValueTask<Workspace?> FindAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    /// <summary>
    /// The workspace's head, or <see cref="WorkspaceHead.Empty"/> when there is no such workspace yet.
    /// </summary>
    ValueTask<WorkspaceHead> GetHeadAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    /// <summary>A tenant's workspaces in ordinal order of their ids.</summary>
    /// <param name="after">The last id of the previous page; null for the first.</param>
    ValueTask<IReadOnlyList<Workspace>> ListAsync(
        TenantId tenant, WorkspaceId? after, int limit, CancellationToken cancellationToken);
}

public interface IWorkspaceWriter : IWorkspaceReader
{
    /// <summary>Adds the tenant, or replaces the one of the same id.</summary>
    ValueTask PutTenantAsync(Tenant tenant, CancellationToken cancellationToken);

    ValueTask AddAsync(Workspace workspace, CancellationToken cancellationToken);

    ValueTask UpdateAsync(Workspace workspace, CancellationToken cancellationToken);

    ValueTask PutHeadAsync(WorkspaceId workspace, WorkspaceHead head, CancellationToken cancellationToken);
}
