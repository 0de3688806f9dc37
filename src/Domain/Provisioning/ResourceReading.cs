using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning;

/// <summary>Reads resources of a deployment's own types for a directory connection.</summary>
internal sealed class ResourceReading(IStore store, ReadGuard guard)
{
    public async Task<Result<Resource>> GetAsync(
        Call call, ResourceTypeDefinition type, string id, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryProvision, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var resource = await FindAsync(call, type, id, cancellationToken);
        return resource is null ? Failure.NotFound(type.Name, id) : ForeignExternalId.Hide(call, resource);
    }

    private async Task<Resource?> FindAsync(
        Call call, ResourceTypeDefinition type, string id, CancellationToken cancellationToken) =>
        ResourceId.TryParse(id, out var resourceId)
            ? await store.ReadAsync(
                reader => reader.Resources.FindAsync(call.Workspace, type.Id, resourceId, cancellationToken),
                cancellationToken)
            : null;
}
