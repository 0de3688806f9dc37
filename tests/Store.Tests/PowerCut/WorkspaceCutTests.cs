using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.Tests.LiteDb;
using Xunit.Abstractions;

namespace TeamAccess.Store.Tests.PowerCut;

/// <summary>
/// After any cut of the power a workspace holds every answered change whole, the others whole or not at all, its counts and
/// indexes agree with its rows, and its log of changes verifies.
/// </summary>
public sealed class WorkspaceCutTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cut_OfAWorkspace_LeavesWhatItsLogSays(bool fromNothing)
    {
        var (histories, images) = PowerCutTests.Long ? (250, 30) : (1, 30);
        var opened = 0;
        for (var number = 0; number < histories; number++)
        {
            var run = new WorkspaceCutRun(PowerCutTests.SeedOf(number), Weakness.None, fromNothing);

            var violations = await run.FindViolationsAsync(images);

            opened += run.Opened;
            Assert.Empty(violations);
        }

        output.WriteLine($"{histories} histories, {opened} images opened");
    }

    [Theory]
    [InlineData(Weakness.NoFlush)]
    [InlineData(Weakness.DataNotFlushedBeforeLogCut)]
    public async Task Cut_OfAWorkspaceOnAWeakenedStore_IsNoticed(Weakness weakness) =>
        Assert.NotEmpty(await new WorkspaceCutRun(seed: 1, weakness, fromNothing: false).FindViolationsAsync(images: 500));

    [Fact]
    public async Task Cut_DuringAMigration_LeavesTheOldOrTheNewSchemaAndEveryRow()
    {
        var old = await FromTheFirstSchemaAsync(members: 30);
        var disk = new RecordingDirectory(old);
        await using (await OpenAsync(disk))
        {
        }

        var events = disk.History;
        var random = new Random(1);
        for (var number = 0; number < (PowerCutTests.Long ? 4000 : 40); number++)
        {
            var past = events.Take(random.Next(events.Count + 1)).ToList();
            var left = random.Next(4) == 0
                ? RecordingDirectory.AfterKill(disk.Image, past)
                : new RecordingDirectory(DiskModel.After(disk.Image, past).Cut(random));
            await using var lifetime = await OpenAsync(left);
            var store = new LiteDbStore(lifetime);
            for (var member = 1; member <= 30; member++)
            {
                var expected = Sample.Member(member);
                Assert.Equal(expected.Id, (await store.FindMemberByUserNameAsync(Sample.Acme, expected.UserName, default))?.Id);
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>> FromTheFirstSchemaAsync(int members)
    {
        var disk = new RecordingDirectory();
        await using (var engine = await EngineFixture.StartAsync(disk))
        {
            await engine.WriteAsync(
                database =>
                {
                    Schema.Migrate(database, target: 1);
                    var table = new Table(database, Tables.Members);
                    for (var member = 1; member <= members; member++)
                    {
                        table.Insert(MemberDocument.Of(Sample.Member(member)));
                    }

                    return WorkOutcome.Commit(0);
                },
                CancellationToken.None);
        }

        return disk.Contents();
    }

    private static async Task<LiteDbLifetime> OpenAsync(RecordingDirectory disk)
    {
        var lifetime = new LiteDbLifetime(
            () => disk, new LiteDbOptions { Directory = "unused" }, new EngineOptions(), TimeProvider.System,
            NullLogger<LiteDbLifetime>.Instance);
        await lifetime.StartAsync(CancellationToken.None);
        return lifetime;
    }
}
