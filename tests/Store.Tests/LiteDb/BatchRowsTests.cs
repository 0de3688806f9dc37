using TeamAccess.Domain.Keys;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb.Cache;
using TeamAccess.Store.LiteDb.Engine;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>A unit sees what the units before it in its batch left, whatever the cache and the transactions are.</summary>
public sealed class BatchRowsTests : LiteDbTest
{
    [Fact]
    public async Task Unit_AfterOneOfItsBatch_SeesWhatThatOneChanged()
    {
        var store = await OpenWithCachedRowsAsync();

        var seen = await TogetherAsync(
            store,
            () => RevokeAsync(store),
            () => EndSessionAsync(store),
            () => StateAsync(store),
            () => HasSessionAsync(store));

        Assert.Equal(["", "", "Revoked", "False"], seen);
        Assert.Equal(ApiKeyState.Revoked, (await store.FindApiKeyAsync(Sample.ApiKey(1).Id, default))?.State);
        Assert.Null(await store.FindSessionAsync(Sample.Session(1).Id, default));
    }

    [Fact]
    public async Task Unit_AfterManyOperations_SeesWhatAnEarlierTransactionOfItsBatchChanged()
    {
        var store = await OpenWithCachedRowsAsync(new EngineOptions { BatchOperations = 1 });

        var seen = await TogetherAsync(
            store, () => RevokeAsync(store), () => EndSessionAsync(store), () => StateAsync(store), () => HasSessionAsync(store));

        Assert.Equal(["", "", "Revoked", "False"], seen);
    }

    [Fact]
    public async Task Unit_AfterOneThatWasUndone_SeesNothingOfIt()
    {
        var store = await OpenWithCachedRowsAsync();

        var seen = await TogetherAsync(
            store,
            () => RenameAsync(store, "kept"),
            () => RevokeAsync(store, keep: false),
            () => EndSessionAsync(store, keep: false),
            () => StateAsync(store),
            () => HasSessionAsync(store),
            () => NameAsync(store));

        Assert.Equal(["", "", "", "Live", "True", "kept"], seen);
    }

    [Fact]
    public async Task Unit_ThatCommitsAfterAFailedCall_LeavesNothingToTheNext()
    {
        var store = await OpenWithCachedRowsAsync();

        var seen = await TogetherAsync(
            store,
            () => store.CommitAsync(
                async unit =>
                {
                    await RevokeAsync(unit);
                    try
                    {
                        await unit.Members.AddAsync(Sample.Member(2, "KIM"), default);
                    }
                    catch (UniqueKeyException)
                    {
                        // a unit that goes on as if nothing had been: what the engine must not let it do
                    }

                    return Outcome.Keep("");
                },
                default),
            () => StateAsync(store));

        Assert.Equal(["InvalidOperationException", "Live"], seen);
    }

    [Fact]
    public async Task Unit_SeesItsOwnChanges()
    {
        var store = await OpenWithCachedRowsAsync();

        var seen = await store.CommitAsync(
            async unit =>
            {
                await RevokeAsync(unit);
                await unit.Keys.RemoveSessionAsync(Sample.Session(1).Id, default);
                var key = await unit.Keys.FindAsync(Sample.ApiKey(1).Id, default);
                return Outcome.Keep((key?.State, await unit.Keys.FindSessionAsync(Sample.Session(1).Id, default)));
            },
            default);

        Assert.Equal((ApiKeyState.Revoked, null), seen);
    }

    [Fact]
    public void Rows_OnceTheyAreDurable_AreTheCachesAlone()
    {
        var cache = new RowCache(mostRows: 10, mostBytes: 1000);
        var rows = new BatchRows(cache);
        var key = CacheKey.Of(Sample.Acme);

        rows.Add(key, Sample.Workspace("acme"));
        rows.OnCommitted();
        Assert.True(rows.TryGet(key, out _));
        rows.OnDurable();

        Assert.False(rows.TryGet(key, out _));
    }

    // The rows are looked up once before, so that the cache has them.
    private async Task<IStore> OpenWithCachedRowsAsync(EngineOptions? options = null)
    {
        var store = await Engine.OpenAsync(options);
        await CommitAsync(store, async unit =>
        {
            await unit.Workspaces.AddAsync(Sample.Workspace("acme"), default);
            await unit.Members.AddAsync(Sample.Member(1, "kim"), default);
            await unit.Keys.AddAsync(Sample.ApiKey(1), default);
            await unit.Keys.AddSessionAsync(Sample.Session(1), default);
        });
        Assert.NotNull(await store.FindApiKeyAsync(Sample.ApiKey(1).Id, default));
        Assert.NotNull(await store.FindSessionAsync(Sample.Session(1).Id, default));
        Assert.NotNull(await store.FindWorkspaceAsync(Sample.Acme, default));
        return store;
    }

    /// <summary>What each unit answered, or the name of its exception; all of them taken by the engine as one batch.</summary>
    private static async Task<string[]> TogetherAsync(IStore store, params Func<Task<string>>[] units)
    {
        using var holding = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var hold = store.ReadAsync(
            _ =>
            {
                holding.Set();
                release.Wait(CancellationToken.None);
                return ValueTask.FromResult(0);
            },
            default);
        holding.Wait(CancellationToken.None);
        var tasks = units.Select(unit => AnswerOfAsync(unit())).ToList();
        release.Set();
        await hold;
        return await Task.WhenAll(tasks);
    }

    private static async Task<string> AnswerOfAsync(Task<string> unit)
    {
        try
        {
            return await unit;
        }
        catch (InvalidOperationException e)
        {
            return e.GetType().Name;
        }
    }

    private static Task<string> RevokeAsync(IStore store, bool keep = true) => store.CommitAsync(
        async unit =>
        {
            await RevokeAsync(unit);
            return new Outcome<string>("", keep);
        },
        default);

    private static async ValueTask RevokeAsync(IUnitOfWork unit)
    {
        var key = await unit.Keys.FindAsync(Sample.ApiKey(1).Id, default);
        await unit.Keys.UpdateAsync(key! with { State = ApiKeyState.Revoked }, default);
    }

    private static Task<string> EndSessionAsync(IStore store, bool keep = true) => store.CommitAsync(
        async unit =>
        {
            await unit.Keys.RemoveSessionAsync(Sample.Session(1).Id, default);
            return new Outcome<string>("", keep);
        },
        default);

    private static Task<string> RenameAsync(IStore store, string name) => store.CommitAsync(
        async unit =>
        {
            Workspace? workspace = await unit.Workspaces.FindAsync(Sample.Acme, default);
            await unit.Workspaces.UpdateAsync(workspace! with { DisplayName = name }, default);
            return Outcome.Keep("");
        },
        default);

    private static Task<string> StateAsync(IStore store) => store.CommitAsync(
        async unit => Outcome.Discard($"{(await unit.Keys.FindAsync(Sample.ApiKey(1).Id, default))?.State}"), default);

    private static Task<string> HasSessionAsync(IStore store) => store.CommitAsync(
        async unit => Outcome.Discard($"{await unit.Keys.FindSessionAsync(Sample.Session(1).Id, default) is not null}"),
        default);

    private static Task<string> NameAsync(IStore store) => store.CommitAsync(
        async unit => Outcome.Discard((await unit.Workspaces.FindAsync(Sample.Acme, default))!.DisplayName), default);
}
