using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Domain.Storage;

/// <summary>Which resource of a workspace holds a value that only one may have.</summary>
public interface IUniqueValueReader
{
    /// <summary>The id of the resource that holds the value; null when it is free.</summary>
    ValueTask<Guid?> FindHolderAsync(WorkspaceId workspace, UniqueValue value, CancellationToken cancellationToken);
}

public interface IUniqueValueWriter : IUniqueValueReader
{
    /// <summary>Gives a free value to a resource. One that is held is a <see cref="UniqueKeyException"/>.</summary>
    ValueTask HoldAsync(WorkspaceId workspace, UniqueValue value, Guid holder, CancellationToken cancellationToken);

    /// <summary>Adds what a snapshot of another store has given.</summary>
    ValueTask AddAsync(HeldValue value, CancellationToken cancellationToken);

    /// <summary>Makes the value free; nothing happens when it is.</summary>
    ValueTask ReleaseAsync(WorkspaceId workspace, UniqueValue value, CancellationToken cancellationToken);
}
