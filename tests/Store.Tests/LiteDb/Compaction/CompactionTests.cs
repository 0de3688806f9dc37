using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb.Compaction;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;
using TeamAccess.Store.Tests.LiteDb.Verification;
using TeamAccess.Store.Tests.PowerCut;

namespace TeamAccess.Store.Tests.LiteDb.Compaction;

public sealed class CompactionTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory().FullName;

    private string DataPath => Path.Combine(path, DatabaseFiles.DataName);

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public async Task Compact_AfterNineOfTenRowsAreGone_LeavesAFifthAtMost()
    {
        var image = await ManyAsync(2000);
        await WriteAsync(image);
        var stages = new List<CompactionProgress>();

        var report = await LiteDbCompaction.RunAsync(path, new Progress(stages), CancellationToken.None);

        Assert.Equal(new FileInfo(DataPath).Length, report.BytesAfter);
        Assert.True(
            report.BytesAfter * 5 <= report.BytesBefore, $"{report.BytesBefore} bytes became {report.BytesAfter}.");
        Assert.Equal([DataPath, Path.Combine(path, DatabaseFiles.LogName)], Directory.GetFiles(path).Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetValues<CompactionPhase>(), stages.Select(stage => stage.Phase).Distinct());
        var verified = await LiteDbVerification.RunAsync(path, progress: null, CancellationToken.None);
        Assert.Equal(200, report.Rows[Tables.Members]);
        Assert.Equal(verified.Rows, report.Rows);
        await AssertServesAsync(200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Compact_KeepsEveryRowAsItIs(bool killed)
    {
        var image = killed ? await DatabaseImage.KilledAsync() : await DatabaseImage.ClosedAsync();
        await WriteAsync(image);

        await LiteDbCompaction.RunAsync(path, progress: null, CancellationToken.None);

        var closed = await DatabaseImage.ClosedAsync();
        Assert.Equal(RowsByLiteDb.Read(closed.Data), RowsByLiteDb.Read(await File.ReadAllBytesAsync(DataPath)));
    }

    [Fact]
    public async Task Compact_Twice_ChangesNothingMore()
    {
        await WriteAsync(await DatabaseImage.ClosedAsync());
        var first = await LiteDbCompaction.RunAsync(path, progress: null, CancellationToken.None);

        var second = await LiteDbCompaction.RunAsync(path, progress: null, CancellationToken.None);

        Assert.Equal(first.Rows, second.Rows);
        Assert.InRange(second.BytesAfter, 0, first.BytesAfter + (10 * LitePage.Size)); // levels of an index are drawn by lot
    }

    [Fact]
    public async Task Compact_OfADamagedDatabase_LeavesItAsItIs()
    {
        var image = await DatabaseImage.ClosedAsync();
        var damaged = DatabaseImage.Flip(image.Data, image.BytesOf(Tables.Members)[1000], 3);
        await File.WriteAllBytesAsync(DataPath, damaged);
        await File.WriteAllBytesAsync(Path.Combine(path, DatabaseFiles.LogName), image.Log);

        var refusal = await Assert.ThrowsAsync<DatabaseNotIntactException>(
            () => LiteDbCompaction.RunAsync(path, progress: null, CancellationToken.None));

        Assert.Equal(Tables.Members, Assert.Single(refusal.Findings).Table);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(DataPath));
        Assert.Equal(2, Directory.GetFiles(path).Length);
    }

    [Fact]
    public async Task Compact_OfADatabaseInUse_IsRefused()
    {
        await using var engine = await EngineFixture.StartAsync(new DiskDirectory(path));

        await Assert.ThrowsAsync<DatabaseInUseException>(() => LiteDbCompaction.RunAsync(path, progress: null, CancellationToken.None));

        await engine.InsertAsync(1);
    }

    [Fact]
    public async Task Compact_OfNothing_MakesNothing()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => LiteDbCompaction.RunAsync(path, progress: null, CancellationToken.None));

        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public async Task Compact_Cancelled_LeavesTheDatabaseAsItIs()
    {
        var image = await DatabaseImage.ClosedAsync();
        await WriteAsync(image);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LiteDbCompaction.RunAsync(
            path, new Progress(stage => Cancel(stage, cancel)), cancel.Token));

        Assert.Equal(image.Data, await File.ReadAllBytesAsync(DataPath));
        Assert.Equal(2, Directory.GetFiles(path).Length);

        static void Cancel(CompactionProgress stage, CancellationTokenSource cancel)
        {
            if (stage is { Phase: CompactionPhase.Copy, Stage: Tables.Members })
            {
                cancel.Cancel();
            }
        }
    }

    [Fact]
    public async Task Compact_LeftoversOfOneThatWasCutOff_AreNoHindrance()
    {
        await WriteAsync(await DatabaseImage.ClosedAsync());
        await File.WriteAllBytesAsync(DataPath + ".new", [1, 2, 3]);
        await File.WriteAllBytesAsync(Path.Combine(path, DatabaseFiles.LogName + ".new"), new byte[100_000]);

        await LiteDbCompaction.RunAsync(path, progress: null, CancellationToken.None);

        Assert.Equal(2, Directory.GetFiles(path).Length);
    }

    [Fact]
    public async Task Compact_DiskThatRefusesAnyOneWrite_LeavesTheOldDatabaseOrTheNewOne()
    {
        var image = await DatabaseImage.KilledAsync();
        var expected = RowsByLiteDb.Read((await DatabaseImage.ClosedAsync()).Data);
        var whole = new RecordedDisk(FilesOf(image));
        await LiteDbCompaction.RunAsync(whole, progress: null, CancellationToken.None);
        for (var failing = 0; failing < whole.History.Count; failing += Math.Max(1, whole.History.Count / (PowerCutTests.Long ? 60 : 9)))
        {
            var (disk, changes, limit) = (new RecordedDisk(FilesOf(image)), 0, failing);
            disk.Before = _ =>
            {
                if (Interlocked.Increment(ref changes) > limit)
                {
                    throw new IOException("No space left on device");
                }
            };

            await Record.ExceptionAsync(() => LiteDbCompaction.RunAsync(disk, progress: null, CancellationToken.None));

            Assert.Equal(expected, await CompactionCutTests.RowsAfterOpeningAsync(disk.Contents()));
        }
    }

    internal static Dictionary<string, byte[]> FilesOf(DatabaseImage image) => new()
    {
        [DatabaseFiles.DataName] = image.Data,
        [DatabaseFiles.LogName] = image.Log,
    };

    private static async Task<DatabaseImage> ManyAsync(int members)
    {
        await using var engine = new LiteDbEngine();
        var store = await engine.OpenAsync();
        for (var first = 1; first <= members; first += 100)
        {
            var from = first;
            await FullDatabase.CommitAsync(store, async unit =>
            {
                for (var number = from; number < from + 100; number++)
                {
                    await unit.Members.AddAsync(Sample.Member(number), default);
                }
            });
        }

        for (var first = 1; first <= members; first += 100)
        {
            var from = first;
            await FullDatabase.CommitAsync(store, async unit =>
            {
                foreach (var number in Enumerable.Range(from, 100).Where(number => number % 10 != 0))
                {
                    await unit.Members.RemoveAsync(Sample.Tombstone(Sample.Member(number)), default);
                }
            });
        }

        await engine.DisposeAsync();
        await DeleteAsync(engine, Tables.Tombstones);
        var files = engine.Disk.Contents();
        return DatabaseImage.Of(files[DatabaseFiles.DataName], files[DatabaseFiles.LogName]);
    }

    private static async Task DeleteAsync(LiteDbEngine engine, string table)
    {
        await using var raw = await EngineFixture.StartAsync(engine.Directory);
        await raw.WriteAsync(
            database =>
            {
                new Table(database, table).DeleteAll(new KeyRange("", "\uffff"));
                return WorkOutcome.Commit(0);
            },
            CancellationToken.None);
    }

    private async Task WriteAsync(DatabaseImage image)
    {
        foreach (var (name, bytes) in FilesOf(image))
        {
            await File.WriteAllBytesAsync(Path.Combine(path, name), bytes);
        }
    }

    private async Task AssertServesAsync(int members)
    {
        await using var engine = await EngineFixture.StartAsync(new DiskDirectory(path));
        Assert.Equal(members, await engine.ReadAsync(
            database => database.GetCollection(Tables.Members).Count(), CancellationToken.None));
        await engine.InsertAsync(1);
    }

    private sealed class Progress(Action<CompactionProgress> onReport) : IProgress<CompactionProgress>
    {
        public Progress(List<CompactionProgress> stages)
            : this(stages.Add)
        {
        }

        public void Report(CompactionProgress value) => onReport(value);
    }
}
