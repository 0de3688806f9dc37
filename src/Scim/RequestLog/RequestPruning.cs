using TeamAccess.Domain;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Scim.RequestLog;

/// <summary>
/// Keeps each workspace's log within its number of entries: some at a time, after a batch was written, so that nobody
/// waits for a great removal. Its days are scheduled work.
/// </summary>
internal sealed class RequestPruning(IStore store, RequestLogOptions options, TimeProvider clock)
{
    private const int Step = 256;

    private static readonly TimeSpan Recount = TimeSpan.FromHours(1);

    private readonly Dictionary<WorkspaceId, (int Count, DateTimeOffset CountedAt)> counts = [];

    public async Task AfterAsync(IReadOnlyList<ProvisioningEntry> written, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var group in written.GroupBy(entry => entry.Workspace))
        {
            await KeepCountAsync(group.Key, group.Count(), now, cancellationToken);
        }
    }

    private async Task KeepCountAsync(
        WorkspaceId workspace, int added, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isKnown = counts.TryGetValue(workspace, out var known) && now - known.CountedAt < Recount;
        var count = isKnown
            ? known.Count + added
            : await store.ReadAsync(
                reader => reader.ProvisioningLog.CountAsync(workspace, cancellationToken), cancellationToken);
        var excess = Math.Min(count - options.MaxEntries, Step + added);
        if (excess > 0)
        {
            await store.CommitAsync(
                async unit =>
                {
                    await unit.ProvisioningLog.RemoveOldestAsync(workspace, excess, cancellationToken);
                    return Outcome.Keep(0);
                },
                cancellationToken);
            count -= excess;
        }

        counts[workspace] = (count, isKnown ? known.CountedAt : now);
    }
}
