using TeamAccess.Domain;
using TeamAccess.Domain.RequestLog;
using TeamAccess.Domain.Storage;
using TeamAccess.Protocol;

namespace TeamAccess.Store.Conformance;

public abstract class ProvisioningLogConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Find_EveryFieldSet_ComesBackAsItWas()
    {
        var full = Sample.Entry(1) with
        {
            ResourceType = "Users",
            ResourceId = Sample.Id(7),
            ScimType = "uniqueness",
            Detail = "Another.",
            Duration = TimeSpan.FromTicks(12345),
            Dialect = Dialect.Strict,
            Client = ClientFamily.Okta,
            Request = new MaskedBody("""{"a":"***"}""", Cut: true),
            Response = new MaskedBody("{}", Cut: false),
            NamesUnknownRole = true,
            ReplayOf = Sample.EntryId(9),
            Sealed = new byte[] { 1, 2, 3 },
        };

        await AppendAsync(full, Sample.Entry(2));

        AssertSame(full, await FindAsync(Sample.Acme, 1));
        AssertSame(Sample.Entry(2), await FindAsync(Sample.Acme, 2));
        Assert.Null(await FindAsync(Sample.AcmeEast, 1));
        Assert.Null(await FindAsync(Sample.Acme, 3));
    }

    [Fact]
    public async Task Append_IdTaken_Refuses()
    {
        await AppendAsync(Sample.Entry(1));

        await Assert.ThrowsAsync<UniqueKeyException>(() => AppendAsync(Sample.Entry(1)));
        await AppendAsync(Sample.Entry(1, Sample.AcmeEast));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task List_PageByPage_EveryMatchOnceNewestFirst(int limit)
    {
        await AppendAsync([.. Enumerable.Range(1, 40).Select(number => Sample.Entry(number))]);
        await AppendAsync([.. Enumerable.Range(1, 40).Select(number => Sample.Entry(number, Sample.AcmeEast))]);

        Assert.Equal(Enumerable.Range(1, 40).Reverse(), await NumbersAsync(new ProvisioningQuery(), limit));
        Assert.Equal(40, await ReadAsync(store => store.ProvisioningLog.CountAsync(Sample.Acme, None)));
    }

    [Fact]
    public async Task List_EachCondition_IsObeyedAloneAndTogether()
    {
        var other = new ConnectionId(Sample.Id(2));
        await AppendAsync(
            Sample.Entry(10) with { Status = 409, ScimType = "uniqueness" },
            Sample.Entry(20) with { Method = "PATCH", ResourceId = Sample.Id(7), Detail = "Role ceiling." },
            Sample.Entry(30) with { Connection = other, Status = 400, Request = new MaskedBody("{\"x\":1}", false) },
            Sample.Entry(40) with { RequestId = "abc", Path = "/Groups", Response = new MaskedBody("{\"y\":1}", false) });

        Assert.Equal([30, 10], await NumbersAsync(new ProvisioningQuery { StatusClass = 4 }));
        Assert.Equal([20], await NumbersAsync(new ProvisioningQuery { Method = "patch" }));
        Assert.Equal([20], await NumbersAsync(new ProvisioningQuery { ResourceId = Sample.Id(7) }));
        Assert.Equal([30], await NumbersAsync(new ProvisioningQuery { Connection = other }));
        Assert.Equal([30, 20], await NumbersAsync(new ProvisioningQuery
        {
            From = Sample.EntryId(20).Time,
            Until = Sample.EntryId(40).Time,
        }));
        Assert.Equal([20, 10], await NumbersAsync(new ProvisioningQuery { Before = Sample.EntryId(30) }));
        Assert.Equal([10], await NumbersAsync(new ProvisioningQuery { Until = Sample.EntryId(10).Time.AddTicks(1) }));
        Assert.Empty(await NumbersAsync(new ProvisioningQuery { From = DateTimeOffset.MaxValue }));
        Assert.Equal(4, (await NumbersAsync(new ProvisioningQuery { Until = DateTimeOffset.MaxValue })).Count);
        foreach (var (text, number) in ((string, int)[])[("UNIQ", 10), ("ceiling", 20), ("\"x\"", 30), ("groups", 40), ("ABC", 40), ("\"y\"", 40)])
        {
            Assert.Equal([number], await NumbersAsync(new ProvisioningQuery { Text = text }));
        }

        Assert.Empty(await NumbersAsync(new ProvisioningQuery { StatusClass = 4, Method = "PATCH" }));
    }

    [Fact]
    public async Task List_NeedleInALongLog_IsFoundByGoingOn()
    {
        await AppendAsync([.. Enumerable.Range(1, 1200).Select(number =>
            Sample.Entry(number) with { Status = number == 3 ? 500 : 200 })]);

        Assert.Equal([3], await NumbersAsync(new ProvisioningQuery { StatusClass = 5 }));
    }

    [Fact]
    public async Task RemoveOldest_SomeOfAWorkspace_LeavesTheNewestAndTheOthers()
    {
        await AppendAsync([.. Enumerable.Range(1, 5).Select(number => Sample.Entry(number))]);
        await AppendAsync(Sample.Entry(1, Sample.AcmeEast));

        await CommitAsync(unit => unit.ProvisioningLog.RemoveOldestAsync(Sample.Acme, 3, None));

        Assert.Equal([5, 4], await NumbersAsync(new ProvisioningQuery()));
        Assert.NotNull(await FindAsync(Sample.AcmeEast, 1));
    }

    [Fact]
    public async Task RemoveOlderThan_EveryWorkspace_OldestFirstUpToTheLimit()
    {
        await AppendAsync([.. Enumerable.Range(1, 4).Select(number => Sample.Entry(10 * number))]);
        await AppendAsync(Sample.Entry(10, Sample.AcmeEast));
        var before = Sample.EntryId(30).Time;

        Assert.Equal(2, await CommitAsync(unit => unit.ProvisioningLog.RemoveOlderThanAsync(before, 2, None)));
        Assert.Equal(1, await CommitAsync(unit => unit.ProvisioningLog.RemoveOlderThanAsync(before, 2, None)));
        Assert.Equal(0, await CommitAsync(unit => unit.ProvisioningLog.RemoveOlderThanAsync(before, 2, None)));

        Assert.Equal([40, 30], await NumbersAsync(new ProvisioningQuery()));
        Assert.Null(await FindAsync(Sample.AcmeEast, 10));
    }

    private Task AppendAsync(params ProvisioningEntry[] entries) => CommitAsync(async unit =>
    {
        foreach (var entry in entries)
        {
            await unit.ProvisioningLog.AppendAsync(entry, None);
        }
    });

    private Task<ProvisioningEntry?> FindAsync(WorkspaceId workspace, int number) =>
        ReadAsync(store => store.ProvisioningLog.FindAsync(workspace, Sample.EntryId(number), None));

    private async Task<List<int>> NumbersAsync(ProvisioningQuery query, int limit = 10)
    {
        var numbers = new List<int>();
        ProvisioningPage page;
        do
        {
            page = await ReadAsync(store => store.ProvisioningLog.ListAsync(Sample.Acme, query, limit, None));
            Assert.InRange(page.Entries.Count, 0, limit);
            numbers.AddRange(page.Entries.Select(entry => Convert.ToInt32(entry.Id.ToString()[^12..], 16)));
            query = query with { Before = page.Next };
        }
        while (page.Next is not null);

        return numbers;
    }
}
