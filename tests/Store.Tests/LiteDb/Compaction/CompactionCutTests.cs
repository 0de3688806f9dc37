using TeamAccess.Store.LiteDb.Compaction;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.LiteDb.Verification;
using TeamAccess.Store.Tests.PowerCut;
using Xunit.Abstractions;

namespace TeamAccess.Store.Tests.LiteDb.Compaction;

/// <summary>A compaction that is killed, or whose power is cut, at any step leaves a database that opens and has every row.</summary>
public sealed class CompactionCutTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1";

    [Fact]
    public async Task CutOff_AtAnyStep_OneOfTheTwoFilesIsThereAndWhole()
    {
        var violations = await FindViolationsAsync(_ => false, images: Long ? 5000 : 60);

        Assert.Empty(violations);
    }

    [Fact]
    public async Task CutOff_NewFileNotFlushed_IsNoticed()
    {
        var violations = await FindViolationsAsync(name => name == DatabaseFiles.DataName + ".new", images: 0);

        Assert.NotEmpty(violations);
    }

    /// <summary>Whether the old log is emptied before the exchange is what this asks.</summary>
    [Fact]
    public async Task CutOff_OldLogNotFlushed_IsNoticed()
    {
        var violations = await FindViolationsAsync(name => name == DatabaseFiles.LogName, images: 0);

        Assert.NotEmpty(violations);
    }

    internal static async Task<List<string>> RowsAfterOpeningAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        var directory = new RecordingDirectory(files);
        await using (await EngineFixture.StartAsync(directory))
        {
        }

        return RowsByLiteDb.Read(directory.Contents()[DatabaseFiles.DataName]);
    }

    /// <param name="images">
    /// About how many to open of those that are not near the exchange of the files; with none the first violation is enough.
    /// </param>
    private async Task<List<string>> FindViolationsAsync(Func<string, bool> losesFlushes, int images)
    {
        var image = CompactionTests.FilesOf(await DatabaseImage.KilledAsync());
        var expected = RowsByLiteDb.Read((await DatabaseImage.ClosedAsync()).Data);
        var disk = new RecordedDisk(image) { LosesFlushes = losesFlushes };
        await LiteDbCompaction.RunAsync(disk, progress: null, CancellationToken.None);

        var (model, random, violations) = (new DiskWithNames(image), new Random(1), new List<string>());
        var history = disk.History;
        var exchange = history.ToList().FindIndex(change => change is Renamed);
        for (var point = 0; point < history.Count && (images > 0 || violations.Count == 0); point++)
        {
            model.Apply(history[point]);
            var isNear = Math.Abs(point - exchange) < 8;
            if (isNear || (images > 0 && point % Math.Max(1, history.Count * 2 / images) == 0))
            {
                await CheckAsync(model.Kill(), $"killed at {point}");
                for (var cut = 0; cut < (isNear ? 4 : 1); cut++)
                {
                    await CheckAsync(model.Cut(random), $"cut at {point}");
                }
            }
        }

        output.WriteLine($"{history.Count} steps, the exchange is step {exchange}");
        return violations;

        async Task CheckAsync(IReadOnlyDictionary<string, byte[]> left, string what)
        {
            var rows = new List<string>();
            var failure = await Record.ExceptionAsync(async () => rows = await RowsAfterOpeningAsync(left));
            if (failure is not null || !rows.SequenceEqual(expected))
            {
                violations.Add($"{what} of {history.Count}: {failure?.Message ?? "rows differ"}");
            }
        }
    }
}
