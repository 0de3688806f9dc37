namespace TeamAccess.Domain.RequestLog;

/// <summary>Writes the provisioning log behind the requests' backs.</summary>
public interface IProvisioningRecorder
{
    /// <summary>
    /// Entries of the workspace that this process could not keep since it started, because too many came at once or the
    /// store was unavailable.
    /// </summary>
    long DroppedOf(WorkspaceId workspace);

    /// <summary>Returns when what was recorded before is stored or dropped; after a short while in any case.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
