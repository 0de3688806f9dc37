using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Storage;
using TeamAccess.Scim.RequestLog;
using TeamAccess.Scim.Tests.Host;

namespace TeamAccess.Scim.Tests.RequestLog;

/// <summary>Counts, the queue, and a store in trouble.</summary>
public sealed class BoundsTests
{
    private sealed class BoundedHost(Action<RequestLogOptions> configure) : ScimHost, IAsyncDisposable
    {
        public BreakableStore Breakable { get; } = new();

        protected override IStore Store => Breakable;

        protected override void Configure(ScimOptions options)
        {
            base.Configure(options);
            configure(options.RequestLog);
        }

        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }

    [Fact]
    public async Task Log_MoreEntriesThanItMayHave_LosesTheOldest()
    {
        await using var host = await StartAsync(log => log.MaxEntries = 3);
        for (var i = 0; i < 6; i++)
        {
            await host.Client.GetAsync($"/Users?count={i}");
            await LogReading.ListAsync(host);
        }

        await host.ClientOf(host.Two.Token).GetAsync("/Users");

        Assert.Equal(
            ["/Users?count=5", "/Users?count=4", "/Users?count=3"],
            (await LogReading.ListAsync(host)).Select(entry => entry.Path));
        Assert.Single(await LogReading.ListAsync(host, host.Two.Owner));
    }

    [Fact]
    public async Task Log_FloodOfReads_KeepsSomeAndEveryWriteAndCountsTheRest()
    {
        await using var host = await StartAsync(log => log.ReadsPerSecond = 1);
        for (var i = 0; i < 8; i++)
        {
            await host.Client.GetAsync($"/Users?count={i}");
        }

        await host.Client.CreateUserAsync(Unique.Name());
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Client.GetAsync("/Users?count=9");

        var listing = await LogReading.WholeAsync(host);
        Assert.Equal(
            ["/Users?count=9", "/Users", "/Users?count=4", "/Users?count=3", "/Users?count=2", "/Users?count=1", "/Users?count=0"],
            listing.Page.Entries.Select(entry => entry.Path));
        Assert.Equal(3, listing.Dropped);
    }

    [Fact]
    public async Task Log_Off_KeepsNothing()
    {
        await using var host = await StartAsync(log => log.Days = 0);

        (await host.Client.GetAsync("/Users")).ShouldBe(200);

        Assert.Empty(await LogReading.ListAsync(host));
    }

    [Fact]
    public async Task Log_NothingKeptForReplay_HasNoSeal()
    {
        await using var host = await StartAsync(log => log.MaxReplayBody = 0);

        await host.Client.PostAsync("/Users", Bodies.User(host.NewName()));
        await host.Client.GetAsync("/Users");

        Assert.All(await LogReading.ListAsync(host), entry => Assert.True(entry.Sealed.IsEmpty));
    }

    [Fact]
    public async Task Store_TakesNoWritesOfTheLog_RequestsGoOnAndTheLossIsCounted()
    {
        await using var host = await StartAsync(_ => { });
        host.Breakable.Trouble = new StoreUnavailableException("down");
        for (var i = 0; i < 3; i++)
        {
            (await host.Client.GetAsync("/ServiceProviderConfig")).ShouldBe(200);
        }

        await host.Services.GetRequiredService<IProvisioningRecorder>().FlushAsync(CancellationToken.None);
        host.Breakable.Trouble = null;
        (await host.Client.GetAsync("/Users")).ShouldBe(200);

        var whole = await LogReading.WholeAsync(host);
        Assert.Equal((3, 1), (whole.Dropped, whole.Page.Entries.Count));
        Assert.Equal(0, (await LogReading.WholeAsync(host, host.Two.Owner)).Dropped);
        Assert.Contains(host.Logs.Lines, line => line.Text.Contains("lacks 3 requests", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Store_WritesOfTheLogHang_NoRequestWaitsForThem()
    {
        await using var host = await StartAsync(_ => { });
        (await host.Client.GetAsync("/Users?count=0")).ShouldBe(200);
        var gate = new TaskCompletionSource();
        host.Breakable.Gate = gate.Task;
        for (var i = 1; i < 5; i++)
        {
            (await host.Client.GetAsync($"/Users?count={i}")).ShouldBe(200);
        }

        gate.SetResult();

        Assert.Equal(5, (await LogReading.ListAsync(host)).Count);
    }

    [Fact]
    public async Task Queue_Full_DropsAndCountsWithoutWaiting()
    {
        await using var host = await StartAsync(log => log.MaxQueued = 2);
        var recorder = host.Services.GetRequiredService<RequestRecorder>();
        await host.Client.GetAsync("/Users");
        var sample = Assert.Single(await LogReading.ListAsync(host));

        for (var i = 0; i < 1000; i++)
        {
            recorder.Record(sample with { Id = Domain.ProvisioningEntryId.Next(host.Clock.GetUtcNow()) }, null);
        }

        var whole = await LogReading.WholeAsync(host);
        Assert.InRange(whole.Dropped, 1, 998);
        Assert.Equal(1001, whole.Page.Entries.Count + whole.Dropped);
    }

    [Fact]
    public async Task Stop_EntriesWaiting_AreWritten()
    {
        await using var host = await StartAsync(_ => { });
        await host.Client.GetAsync("/Users");
        var recorder = host.Services.GetServices<IHostedService>().OfType<RequestRecorder>().Single();

        await recorder.StopAsync(CancellationToken.None);

        var page = await host.Breakable.ReadAsync(
            store => store.ProvisioningLog.ListAsync(host.One.Id, new ProvisioningQuery(), 10, CancellationToken.None),
            CancellationToken.None);
        Assert.Single(page.Entries);
    }

    private static async Task<BoundedHost> StartAsync(Action<RequestLogOptions> configure)
    {
        var host = new BoundedHost(configure);
        await host.InitializeAsync();
        return host;
    }
}
