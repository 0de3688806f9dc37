using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Archives;

/// <summary>
/// Brings what an archive holds into a store, exactly as it was. The archive is read twice: first to know that it is
/// whole, then to store it, in parts of which each is kept together with a mark. An import that was stopped goes on
/// behind the last mark when it is started again.
/// </summary>
public static class ArchiveImport
{
    /// <summary>How many rows a part has. LiteDB takes a scan over many uncommitted rows for a loop.</summary>
    private const int PartRows = 250;

    private static readonly byte[] NoFingerprint = new byte[32];

    /// <param name="open">Opens the archive at its beginning; called twice.</param>
    /// <exception cref="ArchiveException">
    /// The archive is damaged, what it holds does not agree, or a workspace of it is in the store already.
    /// </exception>
    public static async Task<ImportReport> RunAsync(
        IStore store,
        Func<Stream> open,
        TimeProvider time,
        IProgress<ArchiveProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (header, trailer, check) = await VerifyAsync(open, progress, cancellationToken);
        if (check.Findings.Count > 0)
        {
            throw new ArchiveException($"The archive cannot be used: {Describe(check.Findings[0])}.");
        }

        var import = new Import(store, trailer.Sha256, header.Workspace is not null, time);
        await import.RequireRoomAsync(check.Workspaces, cancellationToken);
        await using var input = open();
        await using var reader = await ArchiveReader.OpenAsync(input, cancellationToken);
        var part = new List<StoredRow>(PartRows);
        await foreach (var row in reader.ReadAsync(cancellationToken))
        {
            part.Add(row);
            if (part.Count == PartRows)
            {
                await import.AddAsync(part, cancellationToken);
                progress?.Report(new ArchiveProgress(import.Rows, row.Kind, row.Workspace, reader.Done));
                part.Clear();
            }
        }

        await import.AddAsync(part, cancellationToken);
        return new ImportReport(check.Workspaces, import.Rows, import.RowsBefore);
    }

    /// <summary>Reads an archive to its end and checks what it holds.</summary>
    /// <exception cref="ArchiveException">The archive is damaged or cut short.</exception>
    public static async Task<(ArchiveHeader Header, ArchiveTrailer Trailer, ContentCheck Check)> VerifyAsync(
        Func<Stream> open, IProgress<ArchiveProgress>? progress, CancellationToken cancellationToken)
    {
        await using var input = open();
        await using var reader = await ArchiveReader.OpenAsync(input, cancellationToken);
        var check = new ContentCheck();
        await foreach (var row in reader.ReadAsync(cancellationToken))
        {
            check.Add(row);
            if (check.Rows % 1000 == 0)
            {
                progress?.Report(new ArchiveProgress(check.Rows, row.Kind, row.Workspace, reader.Done));
            }
        }

        check.Finish();
        return (reader.Header, reader.Trailer, check);
    }

    private static string Describe(ContentFinding finding) => $"workspace {finding.Workspace.Value}: {finding.Problem}";

    private sealed class Import(IStore store, string archive, bool ofOneWorkspace, TimeProvider time)
    {
        private long parts;

        public long Rows { get; private set; }

        /// <summary>How many of them an earlier run had stored.</summary>
        public long RowsBefore { get; private set; }

        public async Task RequireRoomAsync(IReadOnlyList<WorkspaceId> workspaces, CancellationToken cancellationToken)
        {
            var (begun, taken) = await store.CommitAsync(
                async unit =>
                {
                    var isBegun = await unit.Idempotency.FindAsync(KeyOf(0), cancellationToken) is not null;
                    foreach (var workspace in isBegun ? [] : workspaces)
                    {
                        if (await unit.Workspaces.FindAsync(workspace, cancellationToken) is not null)
                        {
                            return Outcome.Discard((isBegun, (WorkspaceId?)workspace));
                        }
                    }

                    return Outcome.Discard((isBegun, (WorkspaceId?)null));
                },
                cancellationToken);
            if (!begun && taken is { } there)
            {
                throw new ArchiveException($"There is a workspace {there.Value} here already. Nothing was changed.");
            }
        }

        public async Task AddAsync(List<StoredRow> part, CancellationToken cancellationToken)
        {
            if (part.Count == 0)
            {
                return;
            }

            bool isNew;
            try
            {
                isNew = await store.CommitAsync(unit => RunAsync(unit, part, cancellationToken), cancellationToken);
            }
            catch (UniqueKeyException e)
            {
                throw new ArchiveException(
                    "Rows of this archive are here already: another import of these workspaces was begun and not finished, or "
                    + "was finished more than a day ago.",
                    e);
            }

            parts++;
            Rows += part.Count;
            RowsBefore += isNew ? 0 : part.Count;
        }

        private async ValueTask<Outcome<bool>> RunAsync(
            IUnitOfWork unit, List<StoredRow> part, CancellationToken cancellationToken)
        {
            if (await unit.Idempotency.FindAsync(KeyOf(parts), cancellationToken) is not null)
            {
                return Outcome.Discard(false);
            }

            foreach (var row in part)
            {
                // The tenant may have other workspaces here, and then it stays as it is.
                if (!ofOneWorkspace || row.Value is not Tenant tenant
                    || await unit.Workspaces.FindTenantAsync(tenant.Id, cancellationToken) is null)
                {
                    await row.AddToAsync(unit, cancellationToken);
                }
            }

            var mark = new IdempotencyRecord(KeyOf(parts), NoFingerprint, "import", 0, 0, time.GetUtcNow());
            await unit.Idempotency.AddAsync(mark, cancellationToken);
            return Outcome.Keep(true);
        }

        // Begins with a line feed, so that it is no workspace's.
        private string KeyOf(long part) => $"\nimport\n{archive}\n{part}";
    }
}

/// <param name="Workspaces">Those that are there now.</param>
/// <param name="Rows">How many rows the archive has.</param>
/// <param name="RowsBefore">How many of them an earlier run, that was stopped, had brought already.</param>
public sealed record ImportReport(IReadOnlyList<WorkspaceId> Workspaces, long Rows, long RowsBefore);
