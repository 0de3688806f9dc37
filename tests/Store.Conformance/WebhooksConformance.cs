using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Webhooks;
using TeamAccess.Domain.Workspaces;

namespace TeamAccess.Store.Conformance;

public abstract class WebhooksConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    private static readonly DateTimeOffset Now = Sample.At(1000);

    [Fact]
    public async Task Find_StoredWithEverything_GivesItBackInItsWorkspaceOnly()
    {
        await AddAsync(Sample.Webhook(1), Sample.Webhook(3));

        AssertSame(Sample.Webhook(1), await FindAsync(Sample.Acme, 1));
        AssertSame(Sample.Webhook(3), await FindAsync(Sample.Acme, 3));
        Assert.Null(await FindAsync(Sample.AcmeEast, 1));
    }

    [Fact]
    public async Task List_OfAWorkspace_IsInOrderOfIdAndOfNoOther()
    {
        await AddAsync(Sample.Webhook(2), Sample.Webhook(1), Sample.Webhook(1, Sample.AcmeEast));

        Assert.Equal([1, 2], await ListAsync(Sample.Acme));
        Assert.Equal([1], await ListAsync(Sample.AcmeEast));
    }

    [Fact]
    public async Task Add_IdTaken_RefusesAndKeepsTheFirst()
    {
        await AddAsync(Sample.Webhook(1));

        await Assert.ThrowsAsync<UniqueKeyException>(() => AddAsync(Sample.Webhook(1) with { Url = "https://other.example" }));

        AssertSame(Sample.Webhook(1), await FindAsync(Sample.Acme, 1));
    }

    [Fact]
    public async Task Update_IsSeenInTheSameUnit_AndOneThatIsGoneIsTrouble()
    {
        await AddAsync(Sample.Webhook(1));
        var changed = Sample.Webhook(1) with { Cursor = 9, Pause = null, LastFailure = null, PreviousSecretEnds = null };

        await CommitAsync(async unit =>
        {
            await unit.Webhooks.UpdateAsync(changed, None);
            AssertSame(changed, await unit.Webhooks.FindAsync(Sample.Acme, changed.Id, None));
        });

        AssertSame(changed, await FindAsync(Sample.Acme, 1));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => CommitAsync(unit => unit.Webhooks.UpdateAsync(Sample.Webhook(2), None)));
    }

    [Fact]
    public async Task Remove_ThatOneAndNoOther_Twice()
    {
        await AddAsync(Sample.Webhook(1), Sample.Webhook(2), Sample.Webhook(1, Sample.AcmeEast));

        for (var time = 0; time < 2; time++)
        {
            await CommitAsync(unit => unit.Webhooks.RemoveAsync(Sample.Acme, Sample.Webhook(1).Id, None));
        }

        Assert.Equal([2], await ListAsync(Sample.Acme));
        Assert.Equal([1], await ListAsync(Sample.AcmeEast));
    }

    [Fact]
    public async Task ListDue_OnlyThoseWithSomethingToDoNow()
    {
        await HeadAsync(Sample.Acme, 10);
        await AddAsync(
            Due(1),
            Due(2) with { Cursor = 10 },
            Due(3) with { Pause = WebhookPause.ByHand },
            Due(4) with { NextAttempt = Now.AddTicks(1) },
            Due(5) with { NextAttempt = Now },
            Due(6) with { Cursor = 9 },
            Due(7, Sample.AcmeEast));

        Assert.Equal([1, 5, 6], await DueAsync(limit: 100));
    }

    [Fact]
    public async Task ListDue_AfterAnUpdate_GoesByWhatIsStoredNow()
    {
        await HeadAsync(Sample.Acme, 10);
        await AddAsync(Due(1), Due(2) with { Pause = WebhookPause.Gone }, Due(3));

        await CommitAsync(async unit =>
        {
            await unit.Webhooks.UpdateAsync(Due(1) with { Pause = WebhookPause.ByHand }, None);
            await unit.Webhooks.UpdateAsync(Due(2), None);
            await unit.Webhooks.UpdateAsync(Due(3) with { Cursor = 10 }, None);
        });

        Assert.Equal([2], await DueAsync(limit: 100));
        await HeadAsync(Sample.Acme, 11);
        Assert.Equal([2, 3], await DueAsync(limit: 100));
    }

    [Fact]
    public async Task ListDue_PageByPage_AnswersEachOnceAndEnds()
    {
        await HeadAsync(Sample.Acme, 10);
        await HeadAsync(Sample.AcmeEast, 10);
        await AddAsync([.. Enumerable.Range(1, 7).Select(number => Due(number)), Due(8) with { Cursor = 10 }]);
        await AddAsync([.. Enumerable.Range(11, 6).Select(number => Due(number, Sample.AcmeEast))]);

        foreach (var limit in (int[])[1, 2, 3, 7, 50])
        {
            Assert.Equal([1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16], await DueAsync(limit));
        }
    }

    private static Webhook Due(int number, WorkspaceId? workspace = null) =>
        Sample.Webhook(number, workspace) with { Pause = null, PausedSince = null };

    private Task AddAsync(params Webhook[] webhooks) => CommitAsync(async unit =>
    {
        foreach (var webhook in webhooks)
        {
            await unit.Webhooks.AddAsync(webhook, None);
        }
    });

    private Task HeadAsync(WorkspaceId workspace, long sequence) => CommitAsync(unit => unit.Workspaces.PutHeadAsync(
        workspace, WorkspaceHead.Empty with { AuditSequence = sequence, AuditHash = Sample.Hash(1) }, None));

    private Task<Webhook?> FindAsync(WorkspaceId workspace, int number) =>
        ReadAsync(reader => reader.Webhooks.FindAsync(workspace, Sample.Webhook(number).Id, None));

    private async Task<IEnumerable<int>> ListAsync(WorkspaceId workspace) =>
        (await ReadAsync(reader => reader.Webhooks.ListAsync(workspace, None))).Select(NumberOf).ToList();

    private async Task<IEnumerable<int>> DueAsync(int limit)
    {
        var found = new List<int>();
        string? cursor = null;
        do
        {
            var from = cursor;
            var page = await ReadAsync(reader => reader.Webhooks.ListDueAsync(Now, from, limit, None));
            Assert.True(page.Items.Count <= limit);
            found.AddRange(page.Items.Select(NumberOf));
            cursor = page.Next;
        }
        while (cursor is not null);

        return found.Order();
    }

    private static int NumberOf(Webhook webhook) =>
        Enumerable.Range(1, 100).Single(number => Sample.Webhook(number).Id == webhook.Id);
}
