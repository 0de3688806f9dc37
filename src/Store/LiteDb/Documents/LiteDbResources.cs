using LiteDB;
using TeamAccess.Domain;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.LiteDb.Documents;

internal sealed class LiteDbResources(ILiteDatabase database) : IResourceWriter
{
    private readonly Table resources = new(database, Tables.Resources);

    public ValueTask<Resource?> FindAsync(
        WorkspaceId workspace, string type, ResourceId resource, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            resources.Find(ResourceDocument.KeyOf(workspace, type, resource)) is { } row ? ResourceDocument.Read(row) : null);

    public ValueTask<Page<Resource>> ListAsync(
        WorkspaceId workspace,
        string type,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(RowPages.List(
            resources, RowKeys.Of(workspace, type), selection, (cursor, skip, limit), ResourceDocument.Read));

    public ValueTask<int> CountAsync(WorkspaceId workspace, string type, CancellationToken cancellationToken) =>
        ValueTask.FromResult(resources.Count(KeyRange.Within(RowKeys.Of(workspace, type) + "/")));

    public ValueTask AddAsync(Resource resource, CancellationToken cancellationToken)
    {
        resources.Insert(ResourceDocument.Of(resource));
        return ValueTask.CompletedTask;
    }

    public ValueTask UpdateAsync(Resource resource, CancellationToken cancellationToken)
    {
        resources.Update(ResourceDocument.Of(resource));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(
        WorkspaceId workspace, string type, ResourceId resource, CancellationToken cancellationToken)
    {
        resources.Delete(ResourceDocument.KeyOf(workspace, type, resource));
        return ValueTask.CompletedTask;
    }
}
