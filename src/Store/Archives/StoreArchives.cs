using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;

namespace TeamAccess.Store.Archives;

/// <summary>Archives of a store.</summary>
/// <param name="pepper">See <see cref="ArchiveHeader.Pepper"/>.</param>
internal sealed class StoreArchives(IStore store, IStoreSnapshots snapshots, string? pepper, TimeProvider time) : IArchives
{
    public async Task ExportAsync(WorkspaceId? workspace, Stream output, CancellationToken cancellationToken)
    {
        await using var snapshot = await snapshots.OpenSnapshotAsync(cancellationToken);
        await ArchiveWriter.WriteAsync(
            snapshot, workspace, pepper, time.GetUtcNow(), output, progress: null, cancellationToken);
    }

    public async Task<Result<ImportedArchive>> ImportAsync(
        Func<Stream> open, ImportLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            var verified = await ArchiveImport.VerifyAsync(open(), limits, progress: null, cancellationToken);
            if (Refuse(verified.Header) is { } refused)
            {
                return refused;
            }

            var report = await ArchiveImport.RunAsync(
                store, snapshots, verified, open, time, progress: null, cancellationToken);
            return new ImportedArchive(report.Workspaces[0], report.Rows, report.RowsBefore);
        }
        catch (ArchiveException e)
        {
            return FailureOf(e);
        }
    }

    public Task<Result<AbandonedImport>> AbandonAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ImportAbandonment.RunAsync(store, workspace, time, progress: null, cancellationToken);

    private static Failure FailureOf(ArchiveException e) => e switch
    {
        { IsPlaceTaken: true } => new Failure(FailureKind.Uniqueness, e.Message) { Reason = "WORKSPACE_EXISTS" },
        { IsAbandoned: true } => new Failure(FailureKind.FailedPrecondition, e.Message) { Reason = "IMPORT_ABANDONED" },
        { IsOfStoredRows: true } => new Failure(FailureKind.FailedPrecondition, e.Message)
        {
            Reason = "STORED_ROWS_DISAGREE",
        },
        _ => new Failure(FailureKind.InvalidValue, e.Message) { Attribute = "content", Reason = "ARCHIVE_UNUSABLE" },
    };

    private Failure? Refuse(ArchiveHeader header)
    {
        if (header.Workspace is null)
        {
            return new Failure(
                FailureKind.InvalidValue,
                "This is an archive of a whole store. A server takes one workspace at a time: export that one, or restore "
                + "the archive to a new place.")
            {
                Attribute = "content",
                Reason = "ARCHIVE_OF_A_STORE",
            };
        }

        return header.Pepper is { } other && pepper is not null && other != pepper
            ? new Failure(
                FailureKind.FailedPrecondition,
                "The archive was made under another token pepper than this server has: no token, key or session in it would "
                + "work. Nothing was changed.")
            {
                Reason = "OTHER_PEPPER",
            }
            : null;
    }
}
