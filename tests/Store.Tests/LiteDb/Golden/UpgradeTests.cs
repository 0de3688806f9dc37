using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Pages;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;
using TeamAccess.Store.Tests.PowerCut;

namespace TeamAccess.Store.Tests.LiteDb.Golden;

/// <summary>Databases as every released version has left them, opened by this one.</summary>
public sealed class UpgradeTests
{
    public static TheoryData<int> Versions => [.. Enumerable.Range(0, Schema.Current + 1)];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Open_DatabaseOfAnyVersion_KeepsEveryRowAndFindsIt(int version)
    {
        var disk = new RecordingDirectory();
        await OldDatabase.MakeAsync(disk, version);
        var before = OldDatabase.Rows(disk.Contents());

        await OpenAsync(disk, async store => await OldDatabase.AssertFoundAsync(store, version));

        var files = disk.Contents();
        Assert.Equal(before, OldDatabase.Rows(files));
        var report = Verify(files);
        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        Assert.Equal(Schema.Current, report.SchemaVersion);
    }

    /// <summary>Before it is upgraded, verification asks no more of it than its version promised.</summary>
    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Verify_DatabaseOfAnyVersion_FindsNothing(int version)
    {
        var disk = new RecordingDirectory();
        await OldDatabase.MakeAsync(disk, version);

        var report = Verify(disk.Contents());

        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        Assert.Equal(version, report.SchemaVersion);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Open_CutOffAtAnyStepOfTheUpgrade_TheNextStartCompletesIt(int version)
    {
        var made = new RecordingDirectory();
        await OldDatabase.MakeAsync(made, version);
        var (image, before) = (made.Contents(), OldDatabase.Rows(made.Contents()));
        var upgrade = new RecordingDirectory(image);
        await OpenAsync(upgrade, _ => Task.CompletedTask);

        var (model, random, history) = (new DiskModel(image), new Random(version), upgrade.History);
        for (var point = 0; point < history.Count; point++)
        {
            model.Apply(history[point]);
            if (point % Math.Max(1, history.Count / 40) == 0)
            {
                await AssertCompletesAsync(new RecordingDirectory(model.Cut(random)), before);
                await AssertCompletesAsync(RecordingDirectory.AfterKill(image, history.Take(point + 1)), before);
            }
        }
    }

    [Fact]
    public async Task Open_CutOffBetweenTwoPagesOfRows_TheNextStartGoesOn()
    {
        const int Rows = (RowSealing.PageSize * 2) + 7;
        var disk = new RecordingDirectory();
        await OldDatabase.MakeAsync(disk, version: 4, requests: Rows);
        var before = OldDatabase.Rows(disk.Contents());
        for (var pages = 1; pages <= 3; pages++)
        {
            var image = new RecordingDirectory(disk.Contents());
            await using (var engine = await EngineFixture.StartAsync(image))
            {
                var (place, reached) = (default(RowPlace?), 0);
                while (reached < pages)
                {
                    var from = place;
                    place = await engine.WriteAsync(
                        database => WorkOutcome.Commit(Schema.Step(database, 4, from)), CancellationToken.None);
                    reached += place is { } at && Tables.All[at.Table] == Tables.Requests ? 1 : 0;
                }

                var sealedRows = await engine.ReadAsync(
                    database => database.GetCollection(Tables.Requests).FindAll().Count(DocumentChecksum.IsIn), CancellationToken.None);
                Assert.Equal((pages - 1) * RowSealing.PageSize, sealedRows);
                Assert.Equal(4, await engine.ReadAsync(Schema.VersionOf, CancellationToken.None));
            }

            await AssertCompletesAsync(image, before);
        }
    }

    /// <summary>An older program may have been started again in between, which knows no checksums.</summary>
    [Fact]
    public async Task Open_RowsWrittenByAnOlderProgramHalfWay_GetTheirChecksumToo()
    {
        var disk = new RecordingDirectory();
        await OldDatabase.MakeAsync(disk, version: 4);
        await OldDatabase.WorkAsync(disk, database =>
        {
            for (RowPlace? place = new RowPlace(0, null); place is { Table: < 8 };)
            {
                place = RowSealing.Step(database, place);
            }

            var members = database.GetCollection(Tables.Members);
            var row = members.FindAll().First();
            row.Remove(DocumentChecksum.Field);
            members.Update(row);
        });

        await AssertCompletesAsync(disk, OldDatabase.Rows(disk.Contents()));
    }

    [Fact]
    public async Task Open_DatabaseOfANewerVersion_IsRefusedAndNotAByteChanges()
    {
        var disk = new RecordingDirectory();
        await OpenAsync(disk, _ => Task.CompletedTask);
        await OldDatabase.WorkAsync(disk, database => Schema.SetVersion(database, Schema.Current + 1));
        var before = disk.Contents();

        await Assert.ThrowsAsync<NewerSchemaException>(() => OpenAsync(disk, _ => Task.CompletedTask));

        var after = disk.Contents();
        Assert.Equal(before[DatabaseFiles.DataName], after[DatabaseFiles.DataName]);
        Assert.Equal(before[DatabaseFiles.LogName], after[DatabaseFiles.LogName]);
        Assert.Throws<NewerSchemaException>(() => Verify(after));
    }

    private static async Task AssertCompletesAsync(RecordingDirectory disk, List<string> rows)
    {
        await OpenAsync(disk, _ => Task.CompletedTask);
        var files = disk.Contents();
        Assert.Equal(rows, OldDatabase.Rows(files));
        var report = Verify(files);
        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        Assert.Equal(Schema.Current, report.SchemaVersion);
    }

    private static VerificationReport Verify(IReadOnlyDictionary<string, byte[]> files) => LiteDbVerification.Run(
        new MemoryFile(files[DatabaseFiles.DataName]), new MemoryFile(files[DatabaseFiles.LogName]));

    private static async Task OpenAsync(IStorageDirectory disk, Func<IStore, Task> use)
    {
        await using var lifetime = new LiteDbLifetime(
            () => disk,
            new LiteDbOptions { Directory = "unused" },
            new EngineOptions(),
            TimeProvider.System,
            NullLogger<LiteDbLifetime>.Instance);
        await lifetime.StartAsync(CancellationToken.None);
        await use(new LiteDbStore(lifetime));
    }
}
