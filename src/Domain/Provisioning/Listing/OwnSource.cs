using System.Text.Json.Nodes;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>The resources of one of the deployment's own types in the caller's workspace.</summary>
internal sealed class OwnSource(IStore store, ResourceTypeDefinition type, Call call) : ResourceSource
{
    public override Task<int> CountAsync(CancellationToken cancellationToken) => store.ReadAsync(
        reader => reader.Resources.CountAsync(call.Workspace, type.Id, cancellationToken), cancellationToken);

    public override async Task<ResourceRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await store.ReadAsync(
            reader => reader.Resources.FindAsync(call.Workspace, type.Id, new ResourceId(id), cancellationToken),
            cancellationToken)
            is { } resource
            ? RowOf(resource)
            : null;

    public override async Task<IReadOnlyList<ResourceRow>?> CandidatesAsync(
        FilterExpression filter, CancellationToken cancellationToken)
    {
        if (FilterIndex.EqualTo(filter, "id") is not { } id)
        {
            return null;
        }

        return ResourceId.TryParse(id, out var found) && await FindAsync(found.Value, cancellationToken) is { } row ? [row] : [];
    }

    public override RowSelection SelectionFor(FilterExpression filter) =>
        FilterIndex.EqualTo(filter, "externalId") is { } externalId
            ? new RowSelection.Equal(AttributeIndex.ExternalId, externalId)
            : (RowSelection?)FilterIndex.ModifiedBetween(filter) ?? new RowSelection.All();

    public override async Task<Page<ResourceRow>> ReadAsync(
        RowSelection selection, string? cursor, int skip, int limit, CancellationToken cancellationToken)
    {
        var page = await store.ReadAsync(
            reader => reader.Resources.ListAsync(
                call.Workspace, type.Id, selection, cursor, skip, limit, cancellationToken),
            cancellationToken);
        return new Page<ResourceRow>([.. page.Items.Select(RowOf)], page.Next);
    }

    private ResourceRow RowOf(Resource resource) => new OwnRow(ForeignExternalId.Hide(call, resource), type);

    private sealed class OwnRow(Resource resource, ResourceTypeDefinition type) : ResourceRow
    {
        public override Guid Id => resource.Id.Value;

        public override ValueTask<bool> MatchesAsync(ResourceFilter filter, CancellationToken cancellationToken) =>
            ValueTask.FromResult(filter.Matches(ScimRepresentation.Of(resource, type)));

        public override ValueTask<JsonObject> ShowAsync(bool withRelations, CancellationToken cancellationToken) =>
            ValueTask.FromResult(ScimRepresentation.Of(resource, type));
    }
}
