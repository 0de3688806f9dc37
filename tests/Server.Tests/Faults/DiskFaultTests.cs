using System.Net;
using TeamAccess.TestKit.Processes;

namespace TeamAccess.Server.Tests.Faults;

/// <summary>A disk that refuses, under a server that runs.</summary>
public sealed class DiskFaultTests
{
    private static readonly (string, string) NoRate = ("TEAMACCESS_SCIM_RATE", "0");

    /// <summary>EROFS is what ext4 answers once an error has made it read-only.</summary>
    [Theory]
    [InlineData("EIO")]
    [InlineData("EROFS")]
    public async Task Flush_Fails_WritesStopReadsGoOnAndARestartHasEverythingAcknowledged(string error)
    {
        await using var server = await ServerProcess.StartDemoAsync(NoRate);
        using var client = server.CreateScimClient();
        var ledger = new Ledger();
        (await ledger.CreateAsync(client)).Dispose();
        await using (await Strace.AttachAsync(
            server.Id, "-e", "trace=fsync,fdatasync", "-e", $"inject=fsync,fdatasync:error={error}"))
        {
            using var stop = new CancellationTokenSource();
            var writers = ledger.WriteAsync(server, writers: 4, stop.Token);
            await WaitForAsync(() => ledger.Unavailable >= 8);
            await stop.CancelAsync();
            await writers;
        }

        // The disk is well again, and still nothing is written: what the failed flush has dropped would be missing.
        Assert.Equal(1, ledger.Writes);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ledger.CreateAsync(client)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"Users/{ledger.AnId}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("Users")).StatusCode);
        Assert.False(await server.IsReadyAsync());
        Assert.True(await server.IsAliveAsync());
        Assert.Contains(server.Errors, line => line.Contains("stays stopped until the process is restarted", StringComparison.Ordinal));

        Assert.Equal(0, await server.TerminateAsync());
        await server.RestartAsync();
        await ledger.AssertHoldsAsync(server);
        Assert.Equal(HttpStatusCode.Created, (await ledger.CreateAsync(client)).StatusCode);
    }

    [Theory]
    [InlineData("ENOSPC")]
    [InlineData("EROFS")]
    public async Task Write_Fails_ReadsGoOnAndTheServerRecoversByItself(string error)
    {
        await using var server = await ServerProcess.StartDemoAsync(NoRate);
        using var client = server.CreateScimClient();
        var ledger = new Ledger();
        (await ledger.CreateAsync(client)).Dispose();
        await using (await Strace.AttachAsync(server.Id, "-e", "trace=pwrite64", "-e", $"inject=pwrite64:error={error}"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ledger.CreateAsync(client)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"Users/{ledger.AnId}")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("Users")).StatusCode);
            Assert.False(await server.IsReadyAsync());
        }

        await WaitForAsync(server.IsReadyAsync);
        Assert.Equal(HttpStatusCode.Created, (await ledger.CreateAsync(client)).StatusCode);
        await ledger.AssertHoldsAsync(server);
    }

    [Fact]
    public async Task Disk_Full_ReadsGoOnAndTheServerRecoversWhenThereIsSpace()
    {
        await using var disk = await SmallDisk.CreateAsync("4m");
        await using var server = await ServerProcess.StartDemoUnderAsync([], disk.Data, NoRate);
        using var client = server.CreateScimClient();
        var ledger = new Ledger();
        using var stop = new CancellationTokenSource();
        var writers = ledger.WriteAsync(server, writers: 4, stop.Token);
        await WaitForAsync(() => ledger.Unavailable >= 8);

        Assert.False(await server.IsReadyAsync());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"Users/{ledger.AnId}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("Users?count=5")).StatusCode);

        var full = ledger.Writes;
        await disk.RemountAsync("size=64m");
        await ledger.WaitForWritesAsync(full + 20);
        await stop.CancelAsync();
        await writers;
        await ledger.AssertHoldsAsync(server);
        Assert.Equal(0, await server.TerminateAsync());
        await server.RestartAsync();
        await ledger.AssertHoldsAsync(server);
    }

    [Fact]
    public async Task Disk_Slow_ManyWritesShareAFlushAndNobodyIsRefused()
    {
        await using var server = await ServerProcess.StartDemoAsync(NoRate);
        var ledger = new Ledger();
        IReadOnlyList<string> flushes;
        await using (var trace = await Strace.AttachAsync(
            server.Id, "-e", "trace=fdatasync", "-e", "inject=fdatasync:delay_enter=50000"))
        {
            using var stop = new CancellationTokenSource();
            var writers = ledger.WriteAsync(server, writers: 64, stop.Token);
            await ledger.WaitForWritesAsync(Ledger.Long ? 5000 : 400);
            Assert.True(await server.IsReadyAsync());
            await stop.CancelAsync();
            await writers;
            flushes = await trace.StopAsync();
        }

        var count = flushes.Count(line => line.Contains("fdatasync(", StringComparison.Ordinal));
        Assert.InRange(count, 1, ledger.Writes / 4); // one flush answers many
        Assert.Equal(0, ledger.Unavailable);
        await ledger.AssertHoldsAsync(server);
    }

    private static Task WaitForAsync(Func<bool> reached) => WaitForAsync(() => Task.FromResult(reached()));

    private static async Task WaitForAsync(Func<Task<bool>> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await reached())
        {
            await Task.Delay(50, limit.Token);
        }
    }
}
