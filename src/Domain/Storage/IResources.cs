using TeamAccess.Domain.Resources;

namespace TeamAccess.Domain.Storage;

/// <summary>Resources of the types that a deployment defines itself, each type a list of its own in each workspace.</summary>
public interface IResourceReader
{
    ValueTask<Resource?> FindAsync(
        WorkspaceId workspace, string type, ResourceId resource, CancellationToken cancellationToken);

    /// <inheritdoc cref="IMemberReader.ListAsync"/>
    /// <param name="selection">Of the attributes, only <see cref="AttributeIndex.ExternalId"/> has an index.</param>
    ValueTask<Page<Resource>> ListAsync(
        WorkspaceId workspace,
        string type,
        RowSelection selection,
        string? cursor,
        int skip,
        int limit,
        CancellationToken cancellationToken);

    /// <summary>How many there are of that type.</summary>
    ValueTask<int> CountAsync(WorkspaceId workspace, string type, CancellationToken cancellationToken);
}

public interface IResourceWriter : IResourceReader
{
    ValueTask AddAsync(Resource resource, CancellationToken cancellationToken);

    ValueTask UpdateAsync(Resource resource, CancellationToken cancellationToken);

    /// <summary>Removes the row; the unique values it holds are the caller's to release.</summary>
    ValueTask RemoveAsync(
        WorkspaceId workspace, string type, ResourceId resource, CancellationToken cancellationToken);
}
