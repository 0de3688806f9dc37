using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Archives;

/// <summary>
/// Brings what an archive holds into a store, exactly as it was. The archive is read twice: first to know that it is
/// whole, then to store it, in parts of which each is kept together with a mark. An import that was stopped goes on
/// behind the last mark when it is started again. Before the part with which a workspace is there, what was stored of
/// it is read back and checked; the last part is stored only when the second reading has shown the same archive as the
/// first.
/// </summary>
public static class ArchiveImport
{
    /// <param name="open">Gives the archive at its beginning; called twice, and what it gives is left open.</param>
    /// <exception cref="ArchiveException">
    /// The archive is damaged, what it holds or what was stored of it does not agree, a workspace of it is in the store
    /// already, or the import was abandoned while it ran.
    /// </exception>
    public static async Task<ImportReport> RunAsync(
        IStore store,
        IStoreSnapshots snapshots,
        Func<Stream> open,
        TimeProvider time,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellationToken)
    {
        var verified = await VerifyAsync(open(), ImportLimits.None, progress, cancellationToken);
        return await RunAsync(store, snapshots, verified, open, time, progress, cancellationToken);
    }

    /// <summary>The second half, for an archive that was verified just now.</summary>
    /// <param name="open">Gives the archive at its beginning; called once, and what it gives is left open.</param>
    /// <inheritdoc cref="RunAsync(IStore, IStoreSnapshots, Func{Stream}, TimeProvider, IProgress{ArchiveProgress}?, CancellationToken)"/>
    public static async Task<ImportReport> RunAsync(
        IStore store,
        IStoreSnapshots snapshots,
        VerifiedArchive verified,
        Func<Stream> open,
        TimeProvider time,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (verified.Check.Findings is [var first, ..])
        {
            throw new ArchiveException($"The archive cannot be used: workspace {first.Workspace.Value}: {first.Problem}.");
        }

        var import = new ImportParts(store, snapshots, verified, time);
        await import.RequireRoomAsync(cancellationToken);
        await using var reader = await ArchiveReader.OpenAsync(open(), cancellationToken);
        await foreach (var row in reader.ReadAsync(cancellationToken))
        {
            if (await import.AddAsync(row, reader.LineBytes, cancellationToken))
            {
                progress?.Report(new ArchiveProgress(import.Rows, row.Kind, row.Workspace, reader.Done));
            }
        }

        if (reader.Trailer.Sha256 != verified.Trailer.Sha256)
        {
            throw new ArchiveException("The archive was changed while it was read. What was stored of it is no workspace.");
        }

        await import.EndAsync(cancellationToken);
        return new ImportReport(verified.Check.Workspaces, import.Rows, import.RowsBefore);
    }

    /// <summary>Reads an archive to its end and checks what it holds.</summary>
    /// <param name="input">Left open.</param>
    /// <exception cref="ArchiveException">The archive is damaged, cut short or over a limit.</exception>
    public static async Task<VerifiedArchive> VerifyAsync(
        Stream input, ImportLimits limits, IProgress<ArchiveProgress>? progress, CancellationToken cancellationToken)
    {
        await using var reader = await ArchiveReader.OpenAsync(input, cancellationToken);
        var check = new ContentCheck();
        var single = reader.Header.Workspace is { } one ? new SingleWorkspace(one) : null;
        await foreach (var row in reader.ReadAsync(cancellationToken))
        {
            check.Add(row);
            if (check.Rows > limits.Rows)
            {
                throw new ArchiveException($"The archive cannot be used: it has more than {limits.Rows} rows.");
            }

            single?.Add(row);
            if (check.Rows % 1000 == 0)
            {
                progress?.Report(new ArchiveProgress(check.Rows, row.Kind, row.Workspace, reader.Done));
            }
        }

        check.Finish();
        single?.Finish();
        return new VerifiedArchive(reader.Header, reader.Trailer, check);
    }
}
