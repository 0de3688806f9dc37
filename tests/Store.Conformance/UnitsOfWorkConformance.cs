using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Conformance;

public abstract class UnitsOfWorkConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Commit_Discarded_AnswersAndLeavesNothing()
    {
        await AddOneOfEachAsync(1);

        var answer = await Store.CommitAsync(
            async unit =>
            {
                await WriteEverywhereAsync(unit);
                return Outcome.Discard("would do");
            },
            None);

        Assert.Equal("would do", answer);
        await AssertUntouchedAsync();
    }

    [Fact]
    public async Task Commit_ThrowsHalfWay_LeavesNothingAndTheExceptionPasses()
    {
        await AddOneOfEachAsync(1);

        var thrown = await Assert.ThrowsAsync<FormatException>(() => Store.CommitAsync<bool>(
            async unit =>
            {
                await WriteEverywhereAsync(unit);
                throw new FormatException("half-way");
            },
            None));

        Assert.Equal("half-way", thrown.Message);
        await AssertUntouchedAsync();
    }

    [Fact]
    public async Task Commit_UniqueKeyBrokenLast_LeavesNothing()
    {
        await AddOneOfEachAsync(1);

        await Assert.ThrowsAsync<UniqueKeyException>(() => CommitAsync(async unit =>
        {
            await WriteEverywhereAsync(unit);
            await unit.Members.AddAsync(Sample.Member(3, "USER2@example.com"), None);
        }));

        await AssertUntouchedAsync();
    }

    [Fact]
    public async Task Commit_UniqueKeyBrokenAndSwallowed_StillKeepsNothing()
    {
        await AddOneOfEachAsync(1);

        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(async unit =>
        {
            await WriteEverywhereAsync(unit);
            try
            {
                await unit.Members.AddAsync(Sample.Member(3, "USER2@example.com"), None);
            }
            catch (UniqueKeyException)
            {
                await unit.Members.AddAsync(Sample.Member(3, "free"), None);
            }
        }));

        await AssertUntouchedAsync();
    }

    [Fact]
    public async Task Unit_SeesItsOwnWrites()
    {
        await AddOneOfEachAsync(1);

        await CommitAsync(async unit =>
        {
            await WriteEverywhereAsync(unit);

            Assert.Equal("new", (await unit.Members.FindAsync(Sample.Acme, Sample.MemberId(1), None))?.UserName);
            Assert.NotNull(await unit.Members.FindByUserNameAsync(Sample.Acme, "user2@example.com", None));
            Assert.Null(await unit.Members.FindByUserNameAsync(Sample.Acme, "user1@example.com", None));
            var page = await unit.Members.ListAsync(Sample.Acme, new RowSelection.All(), null, 0, 10, None);
            Assert.Equal(2, page.Items.Count);
            Assert.Null(await unit.Keys.FindSessionAsync(Sample.Session(1).Id, None));
            Assert.True(await unit.Groups.IsMemberAsync(Sample.Acme, Sample.GroupId(2), Sample.MemberId(2), None));
            Assert.Equal(2, (await unit.Workspaces.GetHeadAsync(Sample.Acme, None)).Revision);
            Assert.Equal(2, (await unit.Audit.QueryAsync(Sample.Acme, new(), 10, None)).Events.Count);
        });

        Assert.Equal("new", (await Store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), None))?.UserName);
    }

    [Fact]
    public async Task Unit_AddsAndRemovesTheSameRow_LeavesOnlyTheTombstone()
    {
        var member = Sample.Member(1);

        await CommitAsync(async unit =>
        {
            await unit.Members.AddAsync(member, None);
            await unit.Members.RemoveAsync(Sample.Tombstone(member), None);
            await unit.Members.AddAsync(Sample.Member(2, member.UserName), None);
        });

        Assert.Null(await Store.FindMemberAsync(Sample.Acme, member.Id, None));
        Assert.Equal(
            Sample.MemberId(2), (await Store.FindMemberByUserNameAsync(Sample.Acme, member.UserName, None))?.Id);
    }

    [Fact]
    public async Task Unit_ReadsOnly_AnswersWhateverItsOutcomeSays()
    {
        await AddOneOfEachAsync(1);

        var kept = await Store.CommitAsync(
            async unit => Outcome.Keep(await unit.Members.FindAsync(Sample.Acme, Sample.MemberId(1), None)), None);
        var discarded = await Store.CommitAsync(
            async unit => Outcome.Discard(await unit.Members.FindAsync(Sample.Acme, Sample.MemberId(1), None)), None);

        AssertSame(kept, discarded);
    }

    [Fact]
    public async Task Read_Throws_PassesTheExceptionAndTheStoreGoesOn()
    {
        await Assert.ThrowsAsync<FormatException>(() => ReadAsync<bool>(_ => throw new FormatException()));

        await AddOneOfEachAsync(1);
        Assert.NotNull(await Store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), None));
    }

    [Fact]
    public async Task Call_CancelledBefore_DoesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var ran = false;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CommitAsync(
            unit =>
            {
                ran = true;
                return ValueTask.FromResult(Outcome.Keep(1));
            },
            cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.ReadAsync(_ => ValueTask.FromResult(1), cancelled.Token));

        Assert.False(ran);
    }

    [Fact]
    public async Task Unit_AwaitsSomethingElse_IsRefusedAndChangesNothing()
    {
        var never = new TaskCompletionSource();

        await Assert.ThrowsAsync<InvalidOperationException>(() => CommitAsync(async unit =>
        {
            await unit.Members.AddAsync(Sample.Member(1), None);
            await never.Task;
        }));

        Assert.Null(await Store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), None));
    }

    private async Task AddOneOfEachAsync(int number)
    {
        await CommitAsync(async unit =>
        {
            await unit.Workspaces.AddAsync(Sample.Workspace("acme"), None);
            await unit.Members.AddAsync(Sample.Member(number), None);
            await unit.Groups.AddAsync(Sample.Group(number), None);
            await unit.Groups.AddMemberAsync(Sample.Membership(number, number), None);
            await unit.Keys.AddAsync(Sample.ApiKey(number), None);
            await unit.Keys.AddSessionAsync(Sample.Session(number), None);
            await unit.Directories.AddConnectionAsync(Sample.Connection(number), None);
            await unit.Directories.AddTokenAsync(Sample.Token(number), None);
            await unit.Audit.AppendAsync(Sample.Event(number), None);
            await unit.Workspaces.PutHeadAsync(Sample.Acme, WorkspaceHead.Empty with { Revision = 1 }, None);
        });
        await AssertUntouchedAsync(); // and so everything is in whatever cache there is
    }

    private static async ValueTask WriteEverywhereAsync(IUnitOfWork unit)
    {
        await unit.Workspaces.UpdateAsync(Sample.Workspace("acme") with { DisplayName = "new" }, None);
        await unit.Members.UpdateAsync(Sample.Member(1, "new"), None);
        await unit.Members.AddAsync(Sample.Member(2), None);
        await unit.Groups.AddAsync(Sample.Group(2), None);
        await unit.Groups.RemoveAsync(Sample.Acme, Sample.GroupId(1), None);
        await unit.Groups.AddMemberAsync(Sample.Membership(2, 2), None);
        await unit.Keys.UpdateAsync(Sample.ApiKey(1) with { DisplayName = "new" }, None);
        await unit.Keys.RemoveSessionAsync(Sample.Session(1).Id, None);
        await unit.Directories.RemoveConnectionAsync(Sample.Acme, Sample.Connection(1).Id, None);
        await unit.Directories.RemoveTokenAsync(Sample.Token(1).Id, None);
        await unit.Audit.AppendAsync(Sample.Event(2), None);
        await unit.Workspaces.PutHeadAsync(Sample.Acme, WorkspaceHead.Empty with { Revision = 2 }, None);
    }

    private async Task AssertUntouchedAsync()
    {
        Assert.Equal(1, await Store.GetRevisionAsync(Sample.Acme, None));
        AssertSame(Sample.Workspace("acme"), await Store.FindWorkspaceAsync(Sample.Acme, None));
        AssertSame(Sample.Member(1), await Store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), None));
        AssertSame(Sample.Member(1), await Store.FindMemberByUserNameAsync(Sample.Acme, "user1@example.com", None));
        Assert.Null(await Store.FindMemberByUserNameAsync(Sample.Acme, "new", None));
        Assert.Null(await Store.FindMemberAsync(Sample.Acme, Sample.MemberId(2), None));
        AssertSame(Sample.ApiKey(1), await Store.FindApiKeyAsync(Sample.ApiKey(1).Id, None));
        AssertSame(Sample.Session(1), await Store.FindSessionAsync(Sample.Session(1).Id, None));
        AssertSame(Sample.Connection(1), await Store.FindConnectionAsync(Sample.Acme, Sample.Connection(1).Id, None));
        AssertSame(Sample.Token(1), await Store.FindConnectionTokenAsync(Sample.Token(1).Id, None));
        await ReadAsync(async store =>
        {
            AssertSame(Sample.Group(1), await store.Groups.FindAsync(Sample.Acme, Sample.GroupId(1), None));
            Assert.Null(await store.Groups.FindAsync(Sample.Acme, Sample.GroupId(2), None));
            Assert.Single(await store.Groups.ListGroupsOfAsync(Sample.Acme, Sample.MemberId(1), null, 10, None));
            Assert.Empty(await store.Groups.ListMembersAsync(Sample.Acme, Sample.GroupId(2), null, 10, None));
            Assert.Equal(1, (await store.Workspaces.GetHeadAsync(Sample.Acme, None)).Revision);
            return Assert.Single((await store.Audit.QueryAsync(Sample.Acme, new(), 10, None)).Events);
        });
    }
}
