using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;
using TeamAccess.Protocol.Filter;
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

    public async Task<Result<ListPage<Resource>>> ListAsync(
        Call call, ResourceTypeDefinition type, ResourceQuery query, CancellationToken cancellationToken)
    {
        var standing = await guard.RequireAsync(call, Permissions.DirectoryProvision, cancellationToken);
        if (!standing.TryGet(out _, out var failure))
        {
            return failure;
        }

        var (resources, total) = query.Filter is { } filter
            ? await FindAsync(call, type, filter, query, cancellationToken)
            : await AllAsync(call, type, query, cancellationToken);
        return new ListPage<Resource>(
            [.. resources.Select(resource => ForeignExternalId.Hide(call, resource))], total, query.StartIndex);
    }

    private async Task<Resource?> FindAsync(
        Call call, ResourceTypeDefinition type, string id, CancellationToken cancellationToken) =>
        ResourceId.TryParse(id, out var resourceId)
            ? await store.ReadAsync(
                reader => reader.Resources.FindAsync(call.Workspace, type.Id, resourceId, cancellationToken),
                cancellationToken)
            : null;

    private async Task<(IReadOnlyList<Resource> Resources, int Total)> AllAsync(
        Call call, ResourceTypeDefinition type, ResourceQuery query, CancellationToken cancellationToken)
    {
        var total = await store.ReadAsync(
            reader => reader.Resources.CountAsync(call.Workspace, type.Id, cancellationToken), cancellationToken);
        return (await PagesOf(call, type).SliceAsync(query.StartIndex - 1, query.Count, cancellationToken), total);
    }

    private async Task<(IReadOnlyList<Resource> Resources, int Total)> FindAsync(
        Call call,
        ResourceTypeDefinition type,
        ResourceFilter filter,
        ResourceQuery query,
        CancellationToken cancellationToken)
    {
        bool Matches(Resource resource) =>
            filter.Matches(ScimRepresentation.Of(ForeignExternalId.Hide(call, resource), type));

        if (FilterIndex.EqualTo(filter.Expression, "id") is { } id)
        {
            var found = await FindAsync(call, type, id, cancellationToken) is { } one && Matches(one) ? one : null;
            return (found is not null && query is { StartIndex: 1, Count: > 0 } ? [found] : [], found is null ? 0 : 1);
        }

        return await PagesOf(call, type).MatchAsync(
            SelectionOf(filter.Expression),
            resource => ValueTask.FromResult(Matches(resource)),
            query.StartIndex - 1,
            query.Count,
            cancellationToken);
    }

    private static RowSelection SelectionOf(FilterExpression filter) =>
        FilterIndex.EqualTo(filter, "externalId") is { } externalId
            ? new RowSelection.Equal(AttributeIndex.ExternalId, externalId)
            : (RowSelection?)FilterIndex.ModifiedBetween(filter) ?? new RowSelection.All();

    private RowPages<Resource> PagesOf(Call call, ResourceTypeDefinition type) => new(
        (selection, cursor, skip, limit, cancellationToken) => store.ReadAsync(
            reader => reader.Resources.ListAsync(
                call.Workspace, type.Id, selection, cursor, skip, limit, cancellationToken),
            cancellationToken));
}
