using TeamAccess.Domain;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance.Memory;

internal sealed class MemoryResources(MemoryUnitOfWork unit) : IResourceWriter
{
    public ValueTask<Resource?> FindAsync(
        WorkspaceId workspace, string type, ResourceId resource, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Resources.TryFind((workspace, type), resource.Value, out var row) ? row : null);

    public ValueTask<Page<Resource>> ListAsync(
        WorkspaceId workspace,
        string type,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(Paging.Of(
            unit.State.Resources.Of((workspace, type)).Values,
            selection,
            new PageRequest(cursor, skip, limit),
            resource => (resource.Id.Value, resource.LastModified),
            (resource, attribute) => attribute == AttributeIndex.ExternalId
                ? [resource.ExternalId]
                : throw new ArgumentException("Resources have no such index.", nameof(selection))));

    public ValueTask<int> CountAsync(WorkspaceId workspace, string type, CancellationToken cancellationToken) =>
        ValueTask.FromResult(unit.State.Resources.Of((workspace, type)).Count);

    public ValueTask AddAsync(Resource resource, CancellationToken cancellationToken) =>
        unit.State.Resources.TryFind((resource.Workspace, resource.Type), resource.Id.Value, out _)
            ? throw unit.Taken("a resource of this id")
            : PutAsync(resource);

    public ValueTask UpdateAsync(Resource resource, CancellationToken cancellationToken) =>
        unit.State.Resources.TryFind((resource.Workspace, resource.Type), resource.Id.Value, out _)
            ? PutAsync(resource)
            : throw MemoryUnitOfWork.Missing("resource");

    public ValueTask RemoveAsync(
        WorkspaceId workspace, string type, ResourceId resource, CancellationToken cancellationToken)
    {
        unit.State = unit.State with { Resources = unit.State.Resources.Remove((workspace, type), resource.Value) };
        return ValueTask.CompletedTask;
    }

    private ValueTask PutAsync(Resource resource)
    {
        unit.State = unit.State with
        {
            Resources = unit.State.Resources.Set((resource.Workspace, resource.Type), resource.Id.Value, resource),
        };
        return ValueTask.CompletedTask;
    }
}
