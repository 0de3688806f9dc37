using LiteDB;
using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Domain;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.LiteDb.Documents;
using TeamAccess.Store.LiteDb.Engine;

namespace TeamAccess.Store.Tests.LiteDb;

public sealed class LiteDbStoreTests : LiteDbTest
{
    [Fact]
    public async Task Reopen_KeepsEverything()
    {
        var store = await Engine.OpenAsync();
        await CommitAsync(store, WriteOneOfEachAsync);

        store = await Engine.OpenAsync();

        Assert.Equal("kim", (await store.FindMemberByUserNameAsync(Sample.Acme, "KIM", default))?.UserName);
        Assert.NotNull(await store.FindWorkspaceAsync(Sample.Acme, default));
        Assert.NotNull(await store.FindApiKeyAsync(Sample.ApiKey(1).Id, default));
        Assert.NotNull(await store.FindSessionAsync(Sample.Session(1).Id, default));
        Assert.NotNull(await store.FindConnectionAsync(Sample.Acme, Sample.Connection(1).Id, default));
        Assert.NotNull(await store.FindConnectionTokenAsync(Sample.Token(1).Id, default));
        Assert.Equal(7, await store.GetRevisionAsync(Sample.Acme, default));
        await store.ReadAsync(
            async reader =>
            {
                Assert.NotNull(await reader.Groups.FindByDisplayNameAsync(Sample.Acme, "group 1", default));
                Assert.Single(await reader.Groups.ListGroupsOfAsync(Sample.Acme, Sample.MemberId(1), null, 10, default));
                Assert.Single(await reader.Directories.ListMappingsAsync(Sample.Acme, default));
                return Assert.Single((await reader.Audit.QueryAsync(Sample.Acme, new(), 10, default)).Events);
            },
            default);
        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(store, unit => unit.Members.AddAsync(Sample.Member(2, "Kim"), default)));
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefusedAndLeftAsItIs()
    {
        await CommitAsync(await Engine.OpenAsync(), WriteOneOfEachAsync);
        await Engine.DisposeAsync();
        await RawAsync(database =>
        {
            Schema.SetVersion(database, Schema.Current + 1);
            return WorkOutcome.Commit(0);
        });

        var refusal = await Assert.ThrowsAsync<NewerSchemaException>(Engine.OpenAsync);

        Assert.Contains($"version {Schema.Current + 1}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(StoreState.Starting, Engine.Lifetime.Status.State);
        var (version, members) = await RawAsync(
            database => WorkOutcome.Refuse((Schema.VersionOf(database), database.GetCollection(Tables.Members).Count())));
        Assert.Equal((Schema.Current + 1, 1), (version, members));
    }

    [Fact]
    public async Task Open_FileFromBeforeLinks_KeepsItsRowsAndTakesLinks()
    {
        await RawAsync(database =>
        {
            Schema.Migrate(database, target: 1);
            new Table(database, Tables.Members).Insert(MemberDocument.Of(Sample.Member(1)));
            return WorkOutcome.Commit(0);
        });

        var store = await Engine.OpenAsync();

        await CommitAsync(store, async unit => await unit.Groups.NestAsync(Sample.Link(1, 2), default));
        await Engine.DisposeAsync();
        var (version, indexed) = await RawAsync(database => WorkOutcome.Refuse((
            Schema.VersionOf(database),
            database.GetCollection("$indexes").Query().Where("collection = 'links' AND name = 'byChild'").Count())));
        Assert.Equal((Schema.Current, 1), (version, indexed));
        store = await Engine.OpenAsync();
        Assert.NotNull(await store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), default));
        var links = await store.ReadAsync(
            reader => reader.Groups.ListParentsAsync(Sample.Acme, Sample.GroupId(2), null, 10, default), default);
        Assert.Equal(Sample.GroupId(1), Assert.Single(links).Parent);
    }

    [Fact]
    public async Task Text_IsComparedByCodeUnit()
    {
        await Engine.OpenAsync();
        await Engine.DisposeAsync();

        var found = await RawAsync(database =>
        {
            var table = new Table(database, "probe");
            string[] keys = ["a", "A", "ß", "ss", "é", "e\u0301", "a\0", "ａ", ""];
            foreach (var key in keys)
            {
                table.Insert(new BsonDocument { ["_id"] = key });
            }

            var range = new KeyRange("", "\uffff");
            return WorkOutcome.Refuse(table.Scan(RowIndex.Id, range, 100).Select(row => row.Text("_id")).ToList());
        });

        Assert.Equal(["", "A", "a", "a\0", "e\u0301", "ss", "ß", "é", "ａ"], found);
    }

    [Fact]
    public async Task Unit_RunAgainAfterANeighbourFailed_OnlyItsLastRunIsStoredAndCached()
    {
        var store = await Engine.OpenAsync();
        using var running = new ManualResetEventSlim();
        using var queued = new ManualResetEventSlim();
        var blocked = store.ReadAsync(
            _ =>
            {
                running.Set();
                queued.Wait();
                return ValueTask.FromResult(0);
            },
            default);
        running.Wait();
        var runs = 0;

        var good = CommitAsync(store, async unit =>
        {
            runs++;
            await unit.Members.AddAsync(Sample.Member(runs, $"run{runs}"), default);
        });
        var bad = CommitAsync(store, async unit =>
        {
            await unit.Members.AddAsync(Sample.Member(9), default);
            throw new FormatException();
        });
        queued.Set();
        await blocked;
        await good;
        await Assert.ThrowsAsync<FormatException>(() => bad);

        Assert.Equal(2, runs);
        Assert.Null(await store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), default));
        Assert.Null(await store.FindMemberByUserNameAsync(Sample.Acme, "run1", default));
        Assert.NotNull(await store.FindMemberByUserNameAsync(Sample.Acme, "run2", default));
    }

    [Fact]
    public async Task PointRead_Repeated_DoesNotEnterTheQueue()
    {
        var store = await Engine.OpenAsync();
        await CommitAsync(store, WriteOneOfEachAsync);

        Assert.True(store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), default).AsTask().IsCompletedSuccessfully);
        Assert.True(store.FindMemberByUserNameAsync(Sample.Acme, "KIM", default).AsTask().IsCompletedSuccessfully);
        Assert.True(store.GetRevisionAsync(Sample.Acme, default).AsTask().IsCompletedSuccessfully);

        store = await Engine.OpenAsync();
        await store.FindSessionAsync(Sample.Session(1).Id, default);
        Assert.True(store.FindSessionAsync(Sample.Session(1).Id, default).AsTask().IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a/b")]
    [InlineData("~")]
    [InlineData("A")]
    [InlineData("")]
    public async Task Workspaces_OfHostileIds_StayApart(string id)
    {
        var store = await Engine.OpenAsync();
        WorkspaceId[] others =
            [new("a-b"), new("a/b/c"), new("a0"), new("a\uffff"), new("a "), new(new string('a', 5000)), Sample.Acme];
        await CommitAsync(store, async unit =>
        {
            foreach (var workspace in others.Append(new WorkspaceId(id)))
            {
                await unit.Members.AddAsync(Sample.Member(1, "kim", workspace), default);
                await unit.Groups.AddMemberAsync(Sample.Membership(1, 1, workspace), default);
                await unit.Audit.AppendAsync(Sample.Event(1, workspace, 1), default);
            }
        });

        await store.ReadAsync(
            async reader =>
            {
                var workspace = new WorkspaceId(id);
                var page = await reader.Members.ListAsync(workspace, new RowSelection.All(), null, 0, 10, default);
                Assert.Equal(workspace, Assert.Single(page.Items).Workspace);
                Assert.Single(await reader.Groups.ListMembersAsync(workspace, Sample.GroupId(1), null, 10, default));
                return Assert.Single((await reader.Audit.QueryAsync(workspace, new(), 10, default)).Events);
            },
            default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("\uffff")]
    [InlineData("../..")]
    public async Task List_CursorThatNoPageGave_IsAFormatException(string cursor)
    {
        var store = await Engine.OpenAsync();

        await Assert.ThrowsAsync<FormatException>(() => store.ReadAsync(
            reader => reader.Members.ListAsync(Sample.Acme, new RowSelection.All(), cursor, 0, 10, default), default));
    }

    [Fact]
    public async Task Status_FollowsTheLifetime()
    {
        var lifetime = new LiteDbLifetime(
            () => Engine.Directory,
            Engine.Options,
            new EngineOptions(),
            TimeProvider.System,
            NullLogger<LiteDbLifetime>.Instance);
        var store = new LiteDbStore(lifetime);

        Assert.Equal(StoreState.Starting, lifetime.Status.State);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(store, WriteOneOfEachAsync));
        await lifetime.StartAsync(default);
        Assert.True(lifetime.Status.IsReady);
        await CommitAsync(store, WriteOneOfEachAsync);
        await lifetime.DisposeAsync();
        await lifetime.DisposeAsync();
        Assert.Equal(StoreState.Closed, lifetime.Status.State);
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), default));
    }

    private static async ValueTask WriteOneOfEachAsync(IUnitOfWork unit)
    {
        await unit.Workspaces.AddAsync(Sample.Workspace("acme"), default);
        await unit.Workspaces.PutHeadAsync(Sample.Acme, WorkspaceHead.Empty with { Revision = 7 }, default);
        await unit.Members.AddAsync(Sample.Member(1, "kim") with { State = MemberState.Deactivated }, default);
        await unit.Groups.AddAsync(Sample.Group(1), default);
        await unit.Groups.AddMemberAsync(Sample.Membership(1, 1), default);
        await unit.Keys.AddAsync(Sample.ApiKey(1), default);
        await unit.Keys.AddSessionAsync(Sample.Session(1), default);
        await unit.Directories.AddConnectionAsync(Sample.Connection(1), default);
        await unit.Directories.AddTokenAsync(Sample.Token(1), default);
        await unit.Directories.AddMappingAsync(Sample.Mapping(1), default);
        await unit.Audit.AppendAsync(Sample.Event(1), default);
    }

    private async Task<T> RawAsync<T>(Func<ILiteDatabase, WorkOutcome<T>> work)
    {
        await using var raw = await EngineThread.StartAsync(
            Engine.Directory, new EngineOptions(), TimeProvider.System, NullLogger.Instance);
        return await raw.WriteAsync(work, default);
    }
}
