using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Faults;

/// <summary>Stopping under load, and another process that comes too near.</summary>
public sealed class StopTests
{
    private const int LogHeader = 8192;

    [Fact]
    public async Task Terminate_UnderLoad_KeepsEverythingAcknowledgedAndASecondProcessChangesNothing()
    {
        await using var server = await ServerProcess.StartDemoAsync(("TEAMACCESS_SCIM_RATE", "0"));
        var ledger = new Ledger();
        for (var round = Ledger.Long ? 10 : 1; round > 0; round--)
        {
            var writers = ledger.WriteAsync(server, writers: 8, CancellationToken.None);
            await using var second = ServerProcess.Launch(
                Directory.CreateTempSubdirectory("teamaccess-").FullName, ["--demo", "--data", server.Data]);
            Assert.Equal(1, await second.WaitForExitAsync());
            Assert.Contains(second.Errors, line => line.Contains("stop the other one", StringComparison.Ordinal));
            await ledger.WaitForWritesAsync(ledger.Writes + 50);

            Assert.Equal(0, await server.TerminateAsync());
            await writers;

            // Only a store that was closed has taken its log back into the data file.
            Assert.Equal(LogHeader, new FileInfo(Path.Combine(server.Data, "teamaccess.log")).Length);
            await server.RestartAsync();
            await ledger.AssertHoldsAsync(server);
            Assert.Equal(0, ledger.Unavailable);
        }
    }
}
