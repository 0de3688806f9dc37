using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Faults;

/// <summary>Promise 4: kill -9 in the middle of writes loses nothing that was acknowledged.</summary>
public sealed class KillTests
{
    private static readonly Random Random = new(20260301);

    [Fact]
    public async Task Kill_UnderLoad_EveryAcknowledgedWriteIsThereAndTheChainVerifies()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        var ledger = new Ledger();
        for (var round = Ledger.Long ? 25 : 2; round > 0; round--)
        {
            using var stop = new CancellationTokenSource();
            var writers = ledger.WriteAsync(server, writers: 8, stop.Token);
            await ledger.WaitForWritesAsync(ledger.Writes + 30 + Random.Next(100));
            await server.KillAsync();
            await stop.CancelAsync();
            await writers;

            await server.RestartAsync();
            await ledger.AssertHoldsAsync(server);
        }
    }

    [Fact]
    public async Task Kill_AtAFlush_InUseAndWhileRecovering_EveryAcknowledgedWriteIsThere()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        var ledger = new Ledger();
        for (var flush = 1; flush <= (Ledger.Long ? 40 : 1); flush++)
        {
            await using (await Strace.AttachAsync(server.Id, KillAt(flush)))
            {
                await ledger.WriteAsync(server, writers: 4, CancellationToken.None);
                await server.WaitForExitAsync();
            }

            // The start that recovers has 3 flushes of its own, and then those of the store's opening.
            server.Wrapper = Strace.Around(KillAt(1 + flush % 6));
            server.StartAgain();
            await server.WaitForEndOrReadinessAsync();
            await server.KillAsync();

            server.Wrapper = [];
            await server.RestartAsync();
            await ledger.AssertHoldsAsync(server);
        }
    }

    // strace counts each thread's calls apart; the store's flushes all come from one.
    private static string[] KillAt(int flush) =>
        ["-e", "trace=fsync,fdatasync", "-e", $"inject=fdatasync:signal=KILL:when={flush}"];
}
