using System.Collections.Concurrent;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Domain.Workspaces;

/// <summary>
/// Which workspaces are there. Of one that is being imported everything else is there before it, credentials too, and
/// until it has a row itself it is no workspace.
/// </summary>
internal sealed class KnownWorkspaces(IStore store)
{
    private const int Most = 100_000;

    // Nothing removes a workspace, so one that was seen need not be asked for again.
    private readonly ConcurrentDictionary<WorkspaceId, byte> seen = new();

    public async ValueTask<bool> HasAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        if (seen.ContainsKey(workspace))
        {
            return true;
        }

        if (await store.FindWorkspaceAsync(workspace, cancellationToken) is null)
        {
            return false;
        }

        if (seen.Count < Most)
        {
            seen.TryAdd(workspace, 0);
        }

        return true;
    }
}
