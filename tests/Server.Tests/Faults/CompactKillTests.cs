using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Faults;

/// <summary>kill -9 of <c>compact</c> at each of its dealings with the disk.</summary>
public sealed class CompactKillTests
{
    /// <summary>Calls that a compaction makes once or a few times: the exchange is between them.</summary>
    private static readonly (string Call, int[] Short)[] Points =
    [
        ("fsync", [1, 2]),
        ("fdatasync", [1, 4]),
        ("rename", [1]),
        ("unlink", [1, 2]),
        ("pwrite64", [1, 60]),
        ("ftruncate", [1]),
    ];

    [Fact]
    public async Task Compact_KilledAnywhere_LeavesAStoreWithEverything_AndTheNextOneGoesThrough()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        var ledger = new Ledger();
        using var stop = new CancellationTokenSource();
        var writers = ledger.WriteAsync(server, writers: 4, stop.Token);
        await ledger.WaitForWritesAsync(Ledger.Long ? 400 : 120);
        await server.KillAsync(); // so that something is in the log
        await stop.CancelAsync();
        await writers;
        var kills = 0;
        foreach (var (call, inShort) in Points)
        {
            foreach (var number in Ledger.Long ? Enumerable.Range(1, 12).Concat([20, 40, 80, 160]) : inShort)
            {
                var killed = await Archives.Program.RunUnderAsync(
                    Strace.Around("-e", $"trace={call}", "-e", $"inject={call}:signal=KILL:when={number}"),
                    ["compact", "--data", server.Data]);
                if (killed.ExitCode == 0)
                {
                    break; // there are no more calls of that kind
                }

                kills++;
                (await Archives.Program.RunAsync(["verify", "--data", server.Data])).Done();
            }
        }

        Assert.True(kills >= (Ledger.Long ? 20 : 6), $"It was killed {kills} times.");
        (await Archives.Program.RunAsync(["compact", "--data", server.Data])).Done();
        Assert.Empty(Directory.GetFiles(server.Data, "*.new"));
        await server.RestartAsync();
        await ledger.AssertHoldsAsync(server);
    }

    [Fact]
    public async Task Start_AfterACompactionThatWasKilled_ServesAndTakesItsFilesAway()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        var ledger = new Ledger();
        using (var client = server.CreateScimClient())
        {
            (await ledger.CreateAsync(client)).Dispose();
        }

        Assert.Equal(0, await server.TerminateAsync());
        var killed = await Archives.Program.RunUnderAsync(
            Strace.Around("-e", "trace=pwrite64", "-e", "inject=pwrite64:signal=KILL:when=20"), ["compact", "--data", server.Data]);
        Assert.NotEqual(0, killed.ExitCode);
        Assert.NotEmpty(Directory.GetFiles(server.Data, "*.new"));

        await server.RestartAsync();

        Assert.Empty(Directory.GetFiles(server.Data, "*.new"));
        await ledger.AssertHoldsAsync(server);
    }
}
