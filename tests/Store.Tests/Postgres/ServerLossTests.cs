using System.Globalization;
using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;
using TeamAccess.TestKit.Postgres;

namespace TeamAccess.Store.Tests.Postgres;

/// <summary>On a cluster of its own, which it stops.</summary>
public sealed class ServerLossTests : PostgresTest
{
    [Fact]
    public async Task Crash_UnderLoad_LosesNoAnsweredWrite()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        Engine.ConnectionString = await cluster.CreateSchemaAsync();
        var store = await Engine.OpenAsync();
        var ledger = new System.Collections.Concurrent.ConcurrentBag<int>();
        var next = 0;
        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 6).Select(writer => Task.Run(() => WriteOnAsync(writer))).ToArray();
        await AnsweredAsync(50);
        await cluster.CrashAsync();
        await AnsweredAsync(ledger.Count + 50);
        await done.CancelAsync();
        await Task.WhenAll(writers);

        var kept = new HashSet<Guid>();
        for (var writer = 0; writer < 6; writer++)
        {
            var workspace = WorkspaceOf(writer);
            var members = await store.ReadAsync(
                reader => reader.Members.ListAsync(workspace, new RowSelection.All(), null, 0, 1_000_000, default), default);
            kept.UnionWith(members.Items.Select(member => member.Id.Value));
            Assert.Equal(members.Items.Count, await store.GetRevisionAsync(workspace, default));
        }

        Assert.All(ledger, number => Assert.Contains(Sample.Id(number), kept));

        async Task WriteOnAsync(int writer)
        {
            while (!done.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref next);
                try
                {
                    await CommitAsync(store, async unit =>
                    {
                        var head = await unit.Workspaces.GetHeadAsync(WorkspaceOf(writer), default);
                        await unit.Members.AddAsync(Sample.Member(number, workspace: WorkspaceOf(writer)), default);
                        await unit.Workspaces.PutHeadAsync(
                            WorkspaceOf(writer), head with { Revision = head.Revision + 1 }, default);
                    });
                    ledger.Add(number);
                }
                catch (StoreUnavailableException)
                {
                }
            }
        }

        async Task AnsweredAsync(int count)
        {
            while (ledger.Count < count)
            {
                await Task.Delay(20);
            }
        }
    }

    [Fact]
    public async Task Stop_IsUnavailableUntilTheServerIsBack()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        Engine.ConnectionString = await cluster.CreateSchemaAsync();
        var lifetime = await Engine.OpenLifetimeAsync();
        var store = new Store.Postgres.PostgresStore(lifetime);
        await CommitAsync(store, unit => unit.Members.AddAsync(Sample.Member(1), default));

        await cluster.StopAsync();
        var read = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), default));
        var write = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => CommitAsync(store, unit => unit.Members.AddAsync(Sample.Member(2), default)));

        Assert.False(read.OutcomeUnknown);
        Assert.False(write.OutcomeUnknown);
        Assert.Equal(StoreState.Recovering, lifetime.Status.State);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Engine.OpenAsync());

        await cluster.StartServerAsync();
        while (!lifetime.Status.IsReady)
        {
            await Task.Delay(20);
        }

        await CommitAsync(store, unit => unit.Members.AddAsync(Sample.Member(2), default));
        Assert.NotNull(await store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), default));
    }

    [Fact]
    public async Task Database_ThatOnlyReads_StillAnswersReads()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        Engine.ConnectionString = await cluster.CreateSchemaAsync();
        await CommitAsync(await Engine.OpenAsync(), unit => unit.Members.AddAsync(Sample.Member(1), default));
        await SqlAsync("ALTER SYSTEM SET default_transaction_read_only = on");
        await SqlAsync("SELECT pg_reload_conf()");
        while ((await SqlAsync("SHOW default_transaction_read_only"))[0] != "on")
        {
            await Task.Delay(20);
        }

        var store = await Engine.OpenAsync();
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => CommitAsync(store, unit => unit.Members.AddAsync(Sample.Member(2), default)));

        Assert.False(failure.OutcomeUnknown);
        Assert.NotNull(await store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), default));
    }

    private static WorkspaceId WorkspaceOf(int writer) =>
        new(string.Create(CultureInfo.InvariantCulture, $"w{writer}"));
}
