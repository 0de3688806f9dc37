using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Pages;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;

namespace TeamAccess.Store.LiteDb.Compaction;

/// <summary>One compaction. The old files are read only, until the new one is whole and on the disk.</summary>
internal sealed class DatabaseCopy(
    ICompactionDirectory directory, LockedFiles old, IProgress<CompactionProgress>? progress)
{
    public const string NewSuffix = ".new";

    private const string NewData = DatabaseFiles.DataName + NewSuffix;
    private const string NewLog = DatabaseFiles.LogName + NewSuffix;
    private const string Marker = "_commits"; // the engine's own, which the new file has already

    /// <summary>What a compaction that was killed has left, in the order of their names.</summary>
    public static readonly IReadOnlyList<string> NewFiles = [NewData, NewLog];

    private readonly Dictionary<string, TableSum> sums = new(StringComparer.Ordinal);

    public async Task<CompactionReport> RunAsync(CancellationToken cancellationToken)
    {
        var before = Verify(CompactionPhase.Verify, old.Data, old.Log, cancellationToken);
        DeleteNew();
        try
        {
            await CopyAsync(before, cancellationToken);
            var after = Compare(before, cancellationToken);
            Exchange();
            return new CompactionReport(before.Pages * LitePage.Size, after.Pages * LitePage.Size, after.Rows);
        }
        finally
        {
            DeleteNew(); // after an exchange, the log that nothing needs
        }
    }

    private VerificationReport Verify(
        CompactionPhase phase, IStorageFile data, IStorageFile log, CancellationToken cancellationToken)
    {
        var report = LiteDbVerification.Run(data, log, ProgressOf(phase), seal: null, cancellationToken);

        // What rows say of one another is no better and no worse in another file.
        var damage = report.Findings.Where(finding => finding.Subject is not (VerificationSubject.Reference
            or VerificationSubject.Count or VerificationSubject.AuditChain)).ToList();
        return damage.Count == 0
            ? report
            : throw new DatabaseNotIntactException(
                $"The database is damaged and was left as it is; {damage.Count} things are wrong, the first one: "
                + $"{damage[0].Problem}. "
                + "Verify it for all of them, and restore it from a backup.",
                damage);
    }

    private async Task CopyAsync(VerificationReport before, CancellationToken cancellationToken)
    {
        var pages = PagesOf(old.Data, old.Log);
        var target = await EngineThread.StartAsync(
            new RenamedFiles(directory, NewSuffix), new EngineOptions(), TimeProvider.System, NullLogger.Instance);
        await using (target)
        {
            await target.WriteAsync(
                database =>
                {
                    Schema.Migrate(database, before.SchemaVersion ?? 0);
                    return WorkOutcome.Commit(0);
                },
                cancellationToken);
            foreach (var table in CollectionLayout.ReadAll(pages).Where(table => table.Name != Marker))
            {
                var total = before.Rows.GetValueOrDefault(table.Name);
                sums[table.Name] = await new TableCopy(pages, table).RunAsync(
                    target,
                    done => progress?.Report(new CompactionProgress(CompactionPhase.Copy, table.Name, done, total)),
                    cancellationToken);
            }
        }
    }

    private VerificationReport Compare(VerificationReport before, CancellationToken cancellationToken)
    {
        using var log = directory.Open(NewLog);
        using var data = directory.Open(NewData);
        var after = Verify(CompactionPhase.Compare, data, log, cancellationToken);
        var pages = PagesOf(data, log);
        var copied = CollectionLayout.ReadAll(pages).ToDictionary(table => table.Name, StringComparer.Ordinal);
        var same = sums.All(entry => entry.Value == (copied.TryGetValue(entry.Key, out var table)
            ? TableCopy.SumOf(pages, table)
            : new TableSum()));
        if (!same || after.PagesInLog > 0 || after.SchemaVersion != before.SchemaVersion)
        {
            throw new IOException("The new file does not hold what the old one holds; the database was left as it is.");
        }

        data.FlushToDisk();
        return after;
    }

    // From here on the log is empty, and so belongs to either file as well as to the other.
    private void Exchange()
    {
        using (var files = new DatabaseFiles(old, LogFormat.Standard))
        {
            files.Recover();
            files.TrimLog();
        }

        old.Data.Dispose(); // Windows exchanges no file that is open; the log stays locked
        directory.FlushToDisk();
        directory.Replace(NewData, DatabaseFiles.DataName);
        directory.FlushToDisk();
    }

    private void DeleteNew() => LeftByCompaction.Delete(directory);

    private static PageReader PagesOf(IStorageFile data, IStorageFile log)
    {
        var inLog = new SortedDictionary<uint, long>();
        return new PageReader(data, LogCheck.Read(log, inLog, Findings.Ignored()), inLog);
    }

    private Relay? ProgressOf(CompactionPhase phase) => progress is null ? null : new Relay(progress, phase);

    private sealed class Relay(IProgress<CompactionProgress> progress, CompactionPhase phase) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) =>
            progress.Report(new CompactionProgress(phase, value.Stage, value.Done, value.Total));
    }
}
