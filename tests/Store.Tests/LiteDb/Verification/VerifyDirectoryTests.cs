using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;

namespace TeamAccess.Store.Tests.LiteDb.Verification;

/// <summary>The same on real files.</summary>
public sealed class VerifyDirectoryTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory().FullName;

    private string DataPath => Path.Combine(path, DatabaseFiles.DataName);

    private string LogPath => Path.Combine(path, DatabaseFiles.LogName);

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public async Task Verify_LeavesTheFilesAsTheyAre()
    {
        var image = await DatabaseImage.KilledAsync();
        await File.WriteAllBytesAsync(DataPath, image.Data);
        await File.WriteAllBytesAsync(LogPath, image.Log);
        File.SetUnixFileMode(DataPath, UnixFileMode.UserRead);
        File.SetUnixFileMode(LogPath, UnixFileMode.UserRead);
        var stages = new List<string>();

        var report = await LiteDbVerification.RunAsync(path, new Progress(stages), CancellationToken.None);

        Assert.True(report.IsIntact);
        Assert.True(report.PagesInLog > 0);
        Assert.Equal(image.Data, await File.ReadAllBytesAsync(DataPath));
        Assert.Equal(image.Log, await File.ReadAllBytesAsync(LogPath));
        Assert.Equal([DataPath, LogPath], Directory.GetFiles(path).Order(StringComparer.Ordinal));
        Assert.Contains("pages", stages);
        Assert.Contains("audit", stages);
    }

    [Fact]
    public async Task Verify_OfADatabaseInUse_IsRefused()
    {
        await using var engine = await EngineFixture.StartAsync(new DiskDirectory(path));

        var refusal = await Assert.ThrowsAsync<DatabaseInUseException>(
            () => LiteDbVerification.RunAsync(path, progress: null, CancellationToken.None));

        Assert.Contains("stop the other one", refusal.Message, StringComparison.Ordinal);
        await engine.InsertAsync(1);
    }

    [Fact]
    public async Task Verify_KeepsAServerFromStartingMeanwhile()
    {
        var image = await DatabaseImage.ClosedAsync();
        await File.WriteAllBytesAsync(DataPath, image.Data);
        await File.WriteAllBytesAsync(LogPath, image.Log);
        Exception? refusal = null;

        await LiteDbVerification.RunAsync(
            path,
            new Progress(() => refusal ??= Record.Exception(() => new DatabaseFiles(new DiskDirectory(path), LogFormat.Standard).Dispose())),
            CancellationToken.None);

        Assert.IsType<DatabaseInUseException>(refusal);
    }

    [Fact]
    public async Task Verify_OfNothing_SaysThatThereIsNone()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => LiteDbVerification.RunAsync(path, progress: null, CancellationToken.None));

        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public async Task Verify_Cancelled_Ends()
    {
        var image = await DatabaseImage.ClosedAsync();
        await File.WriteAllBytesAsync(DataPath, image.Data);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => LiteDbVerification.RunAsync(path, new Progress(cancel.Cancel), cancel.Token));
    }

    private sealed class Progress(Action onReport) : IProgress<VerificationProgress>
    {
        private readonly List<string>? stages;

        public Progress(List<string> stages)
            : this(() => { }) => this.stages = stages;

        public void Report(VerificationProgress value)
        {
            stages?.Add(value.Stage);
            onReport();
        }
    }
}
