using Microsoft.Extensions.Logging;
using TeamAccess.Domain.Actors;
using TeamAccess.Domain.Administration.Exports;
using TeamAccess.Domain.Changes;
using TeamAccess.Domain.Roles;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Administration;

/// <summary>Copies of everything, made while the server serves, and one workspace out of such a copy.</summary>
public sealed partial class ArchiveAdministration : IAsyncDisposable, IDisposable
{
    private readonly IStore store;
    private readonly IArchives? archives;
    private readonly HeldExports? exports;
    private readonly ImportLimits limits;
    private readonly ILogger logger;
    private int importing;

    /// <param name="archives">Null where the host has none.</param>
    internal ArchiveAdministration(
        IStore store,
        IArchives? archives,
        ExportLimits held,
        ImportLimits limits,
        TimeProvider time,
        ILogger<ArchiveAdministration> logger)
    {
        (this.store, this.archives, this.limits, this.logger) = (store, archives, limits, logger);
        exports = archives is null ? null : new HeldExports(archives, held, time);
    }

    /// <summary>
    /// Begins an archive, or goes on with one. For operators only: it holds every name and every hashed secret. One at a
    /// time, since the store keeps what is replaced meanwhile.
    /// </summary>
    /// <param name="workspace">The one to write; null for all.</param>
    /// <param name="rest">The export to go on with; null for a new one.</param>
    /// <returns>
    /// Something to read the archive from, and to dispose of, or: the caller is no operator
    /// (<see cref="FailureKind.PermissionDenied"/>), no such workspace, or the export to go on with is gone
    /// (<see cref="FailureKind.NotFound"/>), an import of it was begun and not finished, or another export is running
    /// (<see cref="FailureKind.FailedPrecondition"/>).
    /// </returns>
    public async Task<Result<ExportReading>> ExportAsync(
        Call call, WorkspaceId? workspace, ExportRest? rest, CancellationToken cancellationToken)
    {
        if (call.Actor is not Actor.Operator)
        {
            return Denials.OfPermission(Permissions.TenantAdminister);
        }

        if (exports is null)
        {
            return NoArchives();
        }

        if (workspace is { } one && await store.FindWorkspaceAsync(one, cancellationToken) is null)
        {
            var begun = await store.ReadAsync(
                reader => reader.Imports.FindAsync(one, cancellationToken), cancellationToken);
            return begun is null
                ? Failure.NotFound("Workspace", one.Value)
                : Unfinished(one);
        }

        var reading = rest is { } left ? exports.GoOn(left.Id, workspace, left.Offset) : exports.Begin(workspace);
        if (reading.TryGet(out _, out _))
        {
            Log.Exports(logger, call.RequestId, rest?.Offset ?? 0);
        }

        return reading;
    }

    /// <summary>
    /// Brings one workspace out of an archive, as <see cref="IArchives.ImportAsync"/> does. For operators only. One at a
    /// time.
    /// </summary>
    /// <returns>
    /// What is there now, or what <see cref="IArchives.ImportAsync"/> refuses, or: the caller is no operator
    /// (<see cref="FailureKind.PermissionDenied"/>), another import is running
    /// (<see cref="FailureKind.FailedPrecondition"/>).
    /// </returns>
    public async Task<Result<ImportedArchive>> ImportAsync(Call call, Func<Stream> open, CancellationToken cancellationToken)
    {
        if (call.Actor is not Actor.Operator)
        {
            return Denials.OfPermission(Permissions.TenantAdminister);
        }

        if (archives is null)
        {
            return NoArchives();
        }

        if (Interlocked.Exchange(ref importing, 1) == 1)
        {
            return new Failure(FailureKind.FailedPrecondition, "Another import is running. Wait for its end.")
            {
                Reason = "IMPORT_RUNNING",
            };
        }

        try
        {
            Log.Imports(logger, call.RequestId);
            var imported = await archives.ImportAsync(open, limits, cancellationToken);
            if (imported.TryGet(out var done, out _))
            {
                Log.Imported(logger, call.RequestId, done.Workspace.Value, done.Rows);
            }

            return imported;
        }
        finally
        {
            Volatile.Write(ref importing, 0);
        }
    }

    /// <summary>
    /// The imports that were begun and are not finished, those of this moment included. For operators only.
    /// </summary>
    /// <param name="after">The last workspace of the previous page; null for the first.</param>
    /// <returns>
    /// In ordinal order of the workspaces' ids, or: the caller is no operator
    /// (<see cref="FailureKind.PermissionDenied"/>).
    /// </returns>
    public async Task<Result<IReadOnlyList<BegunImport>>> ListImportsAsync(
        Call call, WorkspaceId? after, int limit, CancellationToken cancellationToken) => call.Actor is Actor.Operator
            ? Result.Of(await store.ReadAsync(
                reader => reader.Imports.ListAsync(after, limit, cancellationToken), cancellationToken))
            : Denials.OfPermission(Permissions.TenantAdminister);

    /// <summary>
    /// Removes what an unfinished import has stored, as <see cref="IArchives.AbandonAsync"/> does. For operators only.
    /// A workspace that is not there has no audit log, so this goes to the server's own log, as imports do.
    /// </summary>
    /// <returns>
    /// What was removed, or what <see cref="IArchives.AbandonAsync"/> refuses, or: the caller is no operator
    /// (<see cref="FailureKind.PermissionDenied"/>).
    /// </returns>
    public async Task<Result<AbandonedImport>> AbandonAsync(
        Call call, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        if (call.Actor is not Actor.Operator)
        {
            return Denials.OfPermission(Permissions.TenantAdminister);
        }

        if (archives is null)
        {
            return NoArchives();
        }

        Log.Abandons(logger, call.RequestId, workspace.Value);
        var abandoned = await archives.AbandonAsync(workspace, cancellationToken);
        if (abandoned.TryGet(out var done, out _))
        {
            Log.Abandoned(logger, call.RequestId, workspace.Value, done.Rows);
        }

        return abandoned;
    }

    public ValueTask DisposeAsync() => exports?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Ends what runs without waiting for its end.</summary>
    public void Dispose() => exports?.Dispose();

    private static Failure Unfinished(WorkspaceId workspace) => new(
        FailureKind.FailedPrecondition,
        $"An import of workspace {workspace.Value} was begun and not finished: there is nothing to export. Start it "
        + "again to finish it, or abandon it.")
    {
        Reason = "IMPORT_UNFINISHED",
    };

    private static Failure NoArchives() =>
        new(FailureKind.FailedPrecondition, "This server makes no archives.") { Reason = "NO_ARCHIVES" };

    private static partial class Log
    {
        [LoggerMessage(2050, LogLevel.Information, "An operator exports an archive in request {RequestId}, from byte {Offset} on")]
        public static partial void Exports(ILogger logger, string requestId, long offset);

        [LoggerMessage(2051, LogLevel.Information, "An operator imports an archive in request {RequestId}")]
        public static partial void Imports(ILogger logger, string requestId);

        [LoggerMessage(2052, LogLevel.Information, "Request {RequestId} has imported workspace {WorkspaceId} of {Rows} rows")]
        public static partial void Imported(ILogger logger, string requestId, string workspaceId, long rows);

        [LoggerMessage(
            2053,
            LogLevel.Information,
            "An operator abandons the unfinished import of workspace {WorkspaceId} in request {RequestId}")]
        public static partial void Abandons(ILogger logger, string requestId, string workspaceId);

        [LoggerMessage(
            2054,
            LogLevel.Information,
            "Request {RequestId} has removed the {Rows} rows that an import of workspace {WorkspaceId} had left")]
        public static partial void Abandoned(ILogger logger, string requestId, string workspaceId, long rows);
    }
}

/// <summary>What is left of an export that broke off.</summary>
/// <param name="Id">As the server has called it.</param>
/// <param name="Offset">How many bytes of it are there.</param>
public sealed record ExportRest(string Id, long Offset);
