using System.Text.Json.Nodes;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol.Filter;
using TeamAccess.Protocol.Schema;

namespace TeamAccess.Domain.Provisioning.Listing;

/// <summary>The resources of one type in one workspace, as the caller may see them.</summary>
internal abstract class ResourceSource
{
    /// <summary>How many there are, whatever they hold.</summary>
    public abstract Task<int> CountAsync(CancellationToken cancellationToken);

    public abstract Task<ResourceRow?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// The few resources that can match, when the filter demands a value that a key answers; null when it does not.
    /// </summary>
    public abstract Task<IReadOnlyList<ResourceRow>?> CandidatesAsync(
        FilterExpression filter, CancellationToken cancellationToken);

    /// <summary>The index that narrows a filter down most.</summary>
    public abstract RowSelection SelectionFor(FilterExpression filter);

    /// <summary>One page of rows in the order of the selection's index; see <see cref="IMemberReader.ListAsync"/>.</summary>
    public abstract Task<Page<ResourceRow>> ReadAsync(
        RowSelection selection, string? cursor, int skip, int limit, CancellationToken cancellationToken);

    /// <summary>Reads ahead what <see cref="ResourceRow.ShowAsync"/> will ask for, for many rows of this source at once.</summary>
    public virtual ValueTask FetchAsync(IEnumerable<ResourceRow> rows, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;
}

/// <summary>One resource as it is stored, and how to look at it.</summary>
internal abstract class ResourceRow
{
    public abstract Guid Id { get; }

    public abstract ValueTask<bool> MatchesAsync(ResourceFilter filter, CancellationToken cancellationToken);

    public abstract ValueTask<JsonObject> ShowAsync(bool withRelations, CancellationToken cancellationToken);

    /// <summary>The same for an answer.</summary>
    public virtual async ValueTask<ListedResource> ListAsync(
        ResourceTypeDefinition type, bool withRelations, CancellationToken cancellationToken) =>
        new(type, await ShowAsync(withRelations, cancellationToken));
}
