using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Copies of everything, made while the server serves.</summary>
public sealed partial class ArchiveAdministration
{
    private readonly IStore store;
    private readonly IArchives? archives;
    private readonly ILogger logger;
    private int running;

    /// <param name="archives">Null where the host has none.</param>
    internal ArchiveAdministration(IStore store, IArchives? archives, ILogger<ArchiveAdministration> logger) =>
        (this.store, this.archives, this.logger) = (store, archives, logger);

    /// <summary>
    /// Writes an archive. For operators only: it holds every name and every hashed secret. One at a time, since the store
    /// keeps what is replaced meanwhile.
    /// </summary>
    /// <param name="workspace">The one to write; null for all.</param>
    /// <returns>
    /// What was written, or: the caller is no operator (<see cref="FailureKind.PermissionDenied"/>), no such
    /// workspace (<see cref="FailureKind.NotFound"/>), another export is running (<see cref="FailureKind.FailedPrecondition"/>).
    /// </returns>
    public async Task<Result<ExportedArchive>> ExportAsync(
        Call call, WorkspaceId? workspace, Stream output, CancellationToken cancellationToken)
    {
        if (call.Actor is not Actor.Operator)
        {
            return Denials.OfPermission(Permissions.TenantAdminister);
        }

        if (archives is null)
        {
            return new Failure(FailureKind.FailedPrecondition, "This server makes no archives.") { Reason = "NO_ARCHIVES" };
        }

        if (workspace is { } one && await store.FindWorkspaceAsync(one, cancellationToken) is null)
        {
            return Failure.NotFound("Workspace", one.Value);
        }

        if (Interlocked.Exchange(ref running, 1) == 1)
        {
            return new Failure(FailureKind.FailedPrecondition, "Another export is running. Wait for its end.")
            {
                Reason = "EXPORT_RUNNING",
            };
        }

        try
        {
            Log.Begun(logger, call.RequestId);
            await archives.ExportAsync(workspace, output, cancellationToken);
            Log.Ended(logger, call.RequestId);
            return new ExportedArchive(workspace);
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2050, LogLevel.Information, "An operator exports an archive in request {RequestId}")]
        public static partial void Begun(ILogger logger, string requestId);

        [LoggerMessage(2051, LogLevel.Information, "The archive of request {RequestId} is complete")]
        public static partial void Ended(ILogger logger, string requestId);
    }
}

/// <summary>An archive that was written whole.</summary>
public sealed record ExportedArchive(WorkspaceId? Workspace);
