using TeamAccess.Domain.Actors;

namespace TeamAccess.Domain.RequestLog;

/// <summary>Runs a request of the log again, through the very endpoints that HTTP reaches.</summary>
public interface IRequestReplay
{
    /// <returns>The entry that the log has of the run; null when the log is off.</returns>
    Task<ProvisioningEntry?> RunAsync(ReplayRun run, CancellationToken cancellationToken);
}

/// <param name="Id">What the log's entry of this run is called.</param>
/// <param name="Original">The entry that is run again.</param>
/// <param name="RequestId">The server's id of the request that asked for it.</param>
/// <param name="Address">The network address it was asked from; null when there is none.</param>
public sealed record ReplayRun(
    ProvisioningEntryId Id,
    ProvisioningEntry Original,
    StoredRequest Request,
    Actor.Connection Actor,
    string RequestId,
    string? Address);
