using TeamAccess.Domain.RequestLog;

namespace TeamAccess.Domain.Storage;

public interface IProvisioningLogReader
{
    ValueTask<ProvisioningEntry?> FindAsync(
        WorkspaceId workspace, ProvisioningEntryId entry, CancellationToken cancellationToken);

    /// <summary>Matching entries, newest first.</summary>
    /// <param name="limit">
    /// 1 to 1,000 entries; fewer come back only when there are no more, or when the scan bound was met.
    /// </param>
    ValueTask<ProvisioningPage> ListAsync(
        WorkspaceId workspace, ProvisioningQuery query, int limit, CancellationToken cancellationToken);

    /// <summary>How many entries the workspace has.</summary>
    ValueTask<int> CountAsync(WorkspaceId workspace, CancellationToken cancellationToken);
}

public interface IProvisioningLogWriter : IProvisioningLogReader
{
    ValueTask AppendAsync(ProvisioningEntry entry, CancellationToken cancellationToken);

    /// <summary>Removes the workspace's oldest entries, at most that many.</summary>
    ValueTask RemoveOldestAsync(WorkspaceId workspace, int count, CancellationToken cancellationToken);

    /// <summary>Removes entries of every workspace that were made before an instant, oldest first.</summary>
    /// <returns>How many; fewer than <paramref name="limit"/> when no more are left.</returns>
    ValueTask<int> RemoveOlderThanAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}

/// <param name="Entries">What matched.</param>
/// <param name="Next">Where to go on, as <see cref="ProvisioningQuery.Before"/>; null when nothing more can match.</param>
public sealed record ProvisioningPage(IReadOnlyList<ProvisioningEntry> Entries, ProvisioningEntryId? Next);
