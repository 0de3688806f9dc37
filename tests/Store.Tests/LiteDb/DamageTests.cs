using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.PowerCut;
using static TeamAccess.Store.Tests.LiteDb.EngineFixture;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>
/// Files damaged after the disk had confirmed them, as no power cut leaves them: what was answered is there, or the start
/// is refused and the files stay as they are. Nothing is lost in silence.
/// </summary>
public sealed class DamageTests
{
    private const int Units = 30;

    private static readonly string Everything = string.Join(' ', Enumerable.Range(0, Units));

    private readonly Random random = new(7);

    [Fact]
    public async Task Log_AnyBitFlipped_IsRefusedOrDoesNotMatter()
    {
        var files = await KilledAsync();
        var refused = 0;
        for (var number = 0; number < (PowerCutTests.Long ? 5000 : 150); number++)
        {
            var log = files[DatabaseFiles.LogName].ToArray();
            log[random.Next(log.Length)] ^= (byte)(1 << random.Next(8));
            refused += await OpenAsync(files, DatabaseFiles.LogName, log) ? 0 : 1;
        }

        Assert.NotEqual(0, refused);
    }

    [Fact]
    public async Task Log_CutShort_IsRefusedUnlessOnlyAnEarlierGenerationIsCut()
    {
        var files = await KilledAsync();
        var refused = 0;
        for (var number = 0; number < (PowerCutTests.Long ? 500 : 30); number++)
        {
            var log = files[DatabaseFiles.LogName][..random.Next(files[DatabaseFiles.LogName].Length)];
            refused += await OpenAsync(files, DatabaseFiles.LogName, log) ? 0 : 1;
        }

        Assert.NotEqual(0, refused);
    }

    /// <summary>What is left names an earlier generation, or the current one without the frames that belong to it.</summary>
    [Fact]
    public async Task Log_CutWithinItsHeader_IsRefused()
    {
        var files = await KilledAsync();
        for (var length = 0; length < LogFormat.HeaderSize; length += 512)
        {
            Assert.False(await OpenAsync(files, DatabaseFiles.LogName, files[DatabaseFiles.LogName][..length]));
        }
    }

    [Fact]
    public async Task Data_CutShort_IsRefusedOrCompletedFromTheLog()
    {
        var files = await KilledAsync();
        for (var number = 0; number < (PowerCutTests.Long ? 500 : 30); number++)
        {
            var data = files[DatabaseFiles.DataName];

            await OpenAsync(files, DatabaseFiles.DataName, data[..random.Next(data.Length)]);
        }
    }

    [Theory]
    [InlineData(DatabaseFiles.LogName)]
    [InlineData(DatabaseFiles.DataName)]
    public async Task File_Gone_IsRefused(string name)
    {
        var files = await KilledAsync();

        Assert.False(await OpenAsync(files, name, null));
        Assert.False(await OpenAsync(files, name, []));
    }

    /// <summary>After a clean stop the data file is all there is to keep, as it is for a copy of it.</summary>
    [Fact]
    public async Task Log_GoneAfterACleanStop_DoesNotMatterAndTheDataFileDoes()
    {
        var files = await KilledAsync();
        var directory = new RecordingDirectory(files);
        await using (await StartAsync(directory))
        {
        }

        Assert.True(await OpenAsync(directory.Contents(), DatabaseFiles.LogName, null));
        Assert.False(await OpenAsync(directory.Contents(), DatabaseFiles.DataName, null));
    }

    [Fact]
    public async Task Header_OfTheDataFileDamaged_IsRefused()
    {
        var files = await KilledAsync();
        var data = files[DatabaseFiles.DataName].ToArray();
        data[40] ^= 1;

        Assert.False(await OpenAsync(files, DatabaseFiles.DataName, data));
    }

    // As after kill -9: a data file from some checkpoint, and a log with what came after it.
    private static async Task<IReadOnlyDictionary<string, byte[]>> KilledAsync()
    {
        var directory = new RecordingDirectory();
        await using var engine = await StartAsync(directory, new EngineOptions { CheckpointPages = 60 });
        for (var id = 0; id < Units; id++)
        {
            await engine.InsertAsync(id);
        }

        Assert.Equal(Everything, await engine.IdsAsync());
        return directory.Contents();
    }

    /// <returns>False where it was refused, with nothing changed.</returns>
    private static async Task<bool> OpenAsync(IReadOnlyDictionary<string, byte[]> files, string name, byte[]? content)
    {
        var image = files.Where(file => file.Key != name).ToDictionary();
        if (content is not null)
        {
            image[name] = content;
        }

        var directory = new RecordingDirectory(image);
        try
        {
            await using var engine = await StartAsync(directory);
            Assert.Equal(Everything, await engine.IdsAsync());
            return true;
        }
        catch (DatabaseDamagedException)
        {
            Assert.DoesNotContain(directory.History, change => change is DiskEvent.Written or DiskEvent.Resized);
            return false;
        }
    }
}
