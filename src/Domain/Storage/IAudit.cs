using TeamAccess.Domain.Audit;

namespace TeamAccess.Domain.Storage;

public interface IAuditReader
{
    /// <summary>Matching events, oldest first.</summary>
    /// <param name="limit">
    /// 1 to 1,000 events; fewer come back only when there are no more, or when the scan bound was met.
    /// </param>
    ValueTask<AuditPage> QueryAsync(
        WorkspaceId workspace, AuditQuery query, int limit, CancellationToken cancellationToken);
}

public interface IAuditWriter : IAuditReader
{
    /// <summary>Appends an event whose sequence and hash the domain has computed from the workspace's head.</summary>
    ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken);
}

/// <param name="Events">What matched.</param>
/// <param name="ScannedThrough">The sequence to go on after.</param>
/// <param name="More">Whether anything lies beyond <paramref name="ScannedThrough"/> that may match.</param>
public sealed record AuditPage(IReadOnlyList<AuditEvent> Events, long ScannedThrough, bool More);
