using TeamAccess.Domain;
using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Postgres;

public sealed class RaceTests : PostgresTest
{
    [Fact]
    public async Task Units_OfManyWorkspacesOnTwoServers_LoseNothing()
    {
        var stores = new[] { await Engine.OpenAsync(), await Engine.OpenAsync() };
        var workspaces = Enumerable.Range(0, 5).Select(number => new WorkspaceId($"w{number}")).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(
            () => CountAsync(stores[number % 2], workspaces[number % 5]))));

        foreach (var workspace in workspaces)
        {
            Assert.Equal(40, await stores[0].GetRevisionAsync(workspace, default));
        }
    }

    [Fact]
    public async Task Units_ThatWaitForEachOther_AreRunAgainAndBothKept()
    {
        var stores = new[] { await Engine.OpenAsync(), await Engine.OpenAsync() };
        using var both = new Barrier(2);
        var runs = 0;

        await Task.WhenAll(
            Task.Run(() => CrossAsync(stores[0], Sample.Acme, Sample.AcmeEast)),
            Task.Run(() => CrossAsync(stores[1], Sample.AcmeEast, Sample.Acme)));

        Assert.Equal(3, runs);
        Assert.Equal(2, await stores[0].GetRevisionAsync(Sample.Acme, default));
        Assert.Equal(2, await stores[0].GetRevisionAsync(Sample.AcmeEast, default));

        Task CrossAsync(IStore store, WorkspaceId first, WorkspaceId second) => CommitAsync(store, async unit =>
        {
            var isFirstRun = Interlocked.Increment(ref runs) <= 2;
            await AddOneAsync(unit, first);
            if (isFirstRun)
            {
                both.SignalAndWait();
            }

            await AddOneAsync(unit, second);
        });
    }

    [Fact]
    public async Task Unit_ThatNeverWins_EndsAfterItsAttempts()
    {
        await using var engine = new PostgresEngine { Configure = options => options with { Attempts = 3 } };
        var store = await engine.OpenAsync();
        var runs = 0;

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(store, _ =>
        {
            runs++;
            throw new Npgsql.PostgresException("", "ERROR", "ERROR", "40001");
        }));

        Assert.Equal(3, runs);
        Assert.False(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task Requests_OfOneKeyAtOnce_OneIsDoneAndTheOthersFindIt()
    {
        var store = await Engine.OpenAsync();

        var done = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(DoOnceAsync)));

        Assert.Single(done, first => first);

        Task<bool> DoOnceAsync() => store.CommitAsync(
            async unit =>
            {
                if (await unit.Idempotency.FindAsync("key", default) is not null)
                {
                    return Outcome.Discard(false);
                }

                await unit.Idempotency.AddAsync(
                    new IdempotencyRecord("key", Sample.Hash(1), "result", 1, 1, Sample.At(1)), default);
                return Outcome.Keep(true);
            },
            default);
    }

    [Fact]
    public async Task Unit_FoundAKeyBeforeItsWorkspaceWasFree_SeesItsRevocation()
    {
        var store = await Engine.OpenAsync();
        await CommitAsync(store, unit => unit.Keys.AddAsync(Sample.ApiKey(1), default));
        using var entered = new SemaphoreSlim(0);
        using var read = new SemaphoreSlim(0);

        var revoking = Task.Run(() => CommitAsync(store, async unit =>
        {
            await unit.Workspaces.FindAsync(Sample.Acme, default);
            entered.Release();
            read.Wait(TimeSpan.FromSeconds(30));
            await unit.Keys.UpdateAsync(Sample.ApiKey(1) with { State = ApiKeyState.Revoked }, default);
        }));
        await entered.WaitAsync();
        var acting = Task.Run(() => store.CommitAsync(
            async unit => Outcome.Discard((await unit.Keys.FindAsync(Sample.ApiKey(1).Id, default))!.State), default));
        while ((await SqlAsync("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).Count == 0)
        {
            await Task.Delay(20);
        }

        read.Release();

        await revoking;
        Assert.Equal(ApiKeyState.Revoked, await acting);
    }

    [Fact]
    public async Task Units_OfAServerThatStandsStill_KeepTheWorkspaceForSoLongOnly_AndAreRunAgain()
    {
        await using var engine = new PostgresEngine
        {
            Configure = options => options with
            {
                IdleTimeout = TimeSpan.FromSeconds(1),
                CommandTimeout = TimeSpan.FromSeconds(7),
            },
        };
        var stores = new[] { await engine.OpenAsync(), await engine.OpenAsync() };
        using var stands = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();

        // As many as it has places for: all would wait in the database, and hold the workspace one after another.
        var stopped = Enumerable.Range(0, 12).Select(_ => Task.Run(() => Record.ExceptionAsync(() => CommitAsync(
            stores[0],
            async unit =>
            {
                await AddOneAsync(unit, Sample.Acme);
                stands.Set();
                goesOn.Wait();
            })))).ToList();
        stands.Wait();
        await CountAsync(stores[1], Sample.Acme);
        goesOn.Set();

        // Nobody lost what it was told: each is done, or says that it is not.
        var done = (await Task.WhenAll(stopped)).Count(failure => failure is null);
        Assert.InRange(done, 1, 12);
        Assert.Equal(done + 1, await stores[1].GetRevisionAsync(Sample.Acme, default));
    }

    [Fact]
    public async Task Snapshot_WhoseReaderTakesItsTime_IsNotEnded()
    {
        await using var engine = new PostgresEngine
        {
            Configure = options => options with { IdleTimeout = TimeSpan.FromMilliseconds(50) },
        };
        var store = await engine.OpenAsync();
        await CountAsync(store, Sample.Acme);
        await using var snapshot = await ((IStoreSnapshots)store).OpenSnapshotAsync(default);

        await using var other = new Npgsql.NpgsqlConnection(engine.ConnectionString);
        await other.OpenAsync();
        await using var pause = new Npgsql.NpgsqlCommand("SELECT pg_sleep(0.5)", other);
        await pause.ExecuteNonQueryAsync();

        await foreach (var row in snapshot.ReadAsync(RowKind.Workspace, null, default))
        {
            Assert.NotNull(row.Value);
        }
    }

    private static Task<bool> CountAsync(IStore store, WorkspaceId workspace) =>
        CommitAsync(store, unit => AddOneAsync(unit, workspace));

    private static async ValueTask AddOneAsync(IUnitOfWork unit, WorkspaceId workspace)
    {
        var head = await unit.Workspaces.GetHeadAsync(workspace, default);
        await unit.Workspaces.PutHeadAsync(workspace, head with { Revision = head.Revision + 1 }, default);
    }
}
