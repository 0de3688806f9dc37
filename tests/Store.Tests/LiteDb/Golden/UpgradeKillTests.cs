using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.LiteDb.Verification;
using TeamAccess.Store.Tests.PowerCut;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Store.Tests.LiteDb.Golden;

/// <summary>kill -9 of a server that upgrades the database of an older version, at each of its flushes.</summary>
public sealed class UpgradeKillTests
{
    private const int Rows = (RowSealing.PageSize * 2) + 7;

    private static readonly bool Long = Environment.GetEnvironmentVariable("TEAMACCESS_TEST_FAULTS") == "1";

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Start_KilledAtAFlushOfTheUpgrade_TheNextCompletesItWithEveryRow(int version)
    {
        var disk = new RecordingDirectory();
        await OldDatabase.MakeAsync(disk, version, Rows);
        var image = disk.Contents();
        var before = RowsButLeases(image);
        var upgraded = 0;
        for (var flush = 1; flush <= (Long ? 60 : 7); flush += Long ? 1 : 3)
        {
            var data = Directory.CreateTempSubdirectory("teamaccess-upgrade-").FullName;
            foreach (var (name, bytes) in image)
            {
                await File.WriteAllBytesAsync(Path.Combine(data, name), bytes);
            }

            await File.WriteAllTextAsync(Path.Combine(data, "token-pepper.key"), new string('0', 64));
            string[] wrapper = Strace.Around("-e", "trace=fdatasync", "-e", $"inject=fdatasync:signal=KILL:when={flush}");
            await using var server = ServerProcess.LaunchUnder(wrapper, data, []);
            await server.WaitForEndOrReadinessAsync();
            if (await server.IsReadyAsync())
            {
                break; // it has no more flushes
            }

            await server.WaitForExitAsync();
            await CompleteAsync(data, before);
            if (server.Errors.Any(line => line.Contains("Migrated the database", StringComparison.Ordinal)))
            {
                break; // what it flushes from here on is the work of its jobs
            }

            upgraded++;
        }

        Assert.True(upgraded >= (Long ? 5 : 2), $"It was killed {upgraded} times before the end of the upgrade.");
    }

    // A server that ends its upgrade takes leases for its jobs, maybe before it is killed.
    private static List<string> RowsButLeases(IReadOnlyDictionary<string, byte[]> files) =>
        [.. OldDatabase.Rows(files).Where(row => !row.StartsWith($"{Tables.Leases} ", StringComparison.Ordinal))];

    // The store alone, without the jobs of a server, which remove what is old.
    private static async Task CompleteAsync(string data, List<string> before)
    {
        var files = new DiskDirectory(data);
        await using (var engine = await EngineFixture.StartAsync(files))
        {
            await Migrator.RunAsync(engine, CancellationToken.None);
            Assert.Equal(Schema.Current, await engine.ReadAsync(Schema.VersionOf, CancellationToken.None));
        }

        var contents = new[] { DatabaseFiles.DataName, DatabaseFiles.LogName }
            .ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(data, name)));
        Assert.Equal(before, RowsButLeases(contents));
        var report = await LiteDbVerification.RunAsync(data, progress: null, CancellationToken.None);
        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
    }
}
