using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Directories;

namespace TeamAccess.Domain.Provisioning;

internal static class ConnectionOfCall
{
    /// <summary>The connection that acts. Its standing was found good in this transaction, so it is there.</summary>
    public static async ValueTask<DirectoryConnection> GetAsync(Change change, CancellationToken cancellationToken) =>
        change.Call.Actor is Actor.Connection actor
        && await change.Unit.Directories.FindConnectionAsync(change.WorkspaceId, actor.Id, cancellationToken)
            is { } connection
            ? connection
            : throw new InvalidOperationException("Provisioning is for directory connections only.");
}
