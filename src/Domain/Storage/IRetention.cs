using TeamAccess.Domain.Members;
using TeamAccess.Domain.Sessions;

namespace TeamAccess.Domain.Storage;

/// <summary>What scheduled work walks through to find rows whose time is over.</summary>
public interface IRetentionReader
{
    /// <summary>The ids of all workspaces of all tenants, in an order of the store's own.</summary>
    /// <param name="cursor">The previous page's <see cref="Page{T}.Next"/>; null for the first.</param>
    ValueTask<Page<WorkspaceId>> ListWorkspacesAsync(string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>The sessions of a workspace, in an order of the store's own, expired ones included.</summary>
    /// <inheritdoc cref="ListWorkspacesAsync" path="/param"/>
    ValueTask<Page<Session>> ListSessionsAsync(
        WorkspaceId workspace, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>What is left of removed members, in ascending order of id.</summary>
    /// <inheritdoc cref="ListWorkspacesAsync" path="/param"/>
    ValueTask<Page<MemberTombstone>> ListTombstonesAsync(
        WorkspaceId workspace, string? cursor, int limit, CancellationToken cancellationToken);
}

public interface IRetentionWriter : IRetentionReader
{
    /// <summary>
    /// Removes the oldest audit events up to a sequence, that one included. The domain sees to it that the chain still
    /// verifies from what is left.
    /// </summary>
    /// <returns>How many; fewer than <paramref name="limit"/> when no more are left.</returns>
    ValueTask<int> RemoveAuditEventsAsync(
        WorkspaceId workspace, long through, int limit, CancellationToken cancellationToken);

    /// <summary>Removes a key for good; nothing happens when it is gone already.</summary>
    ValueTask RemoveApiKeyAsync(ApiKeyId key, CancellationToken cancellationToken);

    /// <summary>Removes what is left of a member; nothing happens when it is gone already.</summary>
    ValueTask RemoveTombstoneAsync(WorkspaceId workspace, MemberId member, CancellationToken cancellationToken);
}
