using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

public abstract class AuditConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Query_EveryFieldSet_ComesBackAsItWas()
    {
        var recorded = Sample.Event(1, members: [2, 1]) with { OnBehalfOf = "member:1", Address = "::1", Door = Door.Web };

        await CommitAsync(unit => unit.Audit.AppendAsync(recorded, None));

        AssertSame(recorded, Assert.Single((await QueryAsync(new AuditQuery(), 10)).Events));
    }

    [Fact]
    public async Task Append_SequenceTaken_Refuses()
    {
        await CommitAsync(unit => unit.Audit.AppendAsync(Sample.Event(1), None));

        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Audit.AppendAsync(Sample.Event(1), None)));
        await CommitAsync(unit => unit.Audit.AppendAsync(Sample.Event(1, Sample.AcmeEast), None));
    }

    [Fact]
    public async Task Query_NoEvents_HasNoMore()
    {
        var page = await QueryAsync(new AuditQuery { AfterSequence = 7 }, 10);

        Assert.Empty(page.Events);
        Assert.False(page.More);
        Assert.True(page.ScannedThrough >= 7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Query_PageByPage_EveryMatchOnceOldestFirst(int limit)
    {
        await AppendAsync(Enumerable.Range(1, 40).Select(sequence => Sample.Event(sequence, null, sequence % 4)));
        await AppendAsync(Enumerable.Range(1, 40).Select(sequence => Sample.Event(sequence, Sample.AcmeEast, 1)));

        Assert.Equal(Enumerable.Range(1, 40), await SequencesAsync(new AuditQuery(), limit));
        Assert.Equal(
            Enumerable.Range(1, 10).Select(n => (4 * n) - 3),
            await SequencesAsync(new AuditQuery { Member = Sample.MemberId(1) }, limit));
        Assert.Empty(await SequencesAsync(new AuditQuery { Member = Sample.MemberId(99) }, limit));
    }

    [Fact]
    public async Task Query_EachCondition_IsObeyedAloneAndTogether()
    {
        await AppendAsync(
        [
            Sample.Event(1, null, 1) with { Action = AuditActions.MemberCreated },
            Sample.Event(2, null, 1, 2) with { Action = AuditActions.GroupCreated, Actor = "member:1" },
            Sample.Event(3, null, 2) with { Action = AuditActions.MemberRemoved, Door = Door.Grpc },
            Sample.Event(4, null, 2) with { Action = AuditActions.MemberCreated, Actor = "member:1" },
        ]);

        Assert.Equal([1, 3, 4], await SequencesAsync(new AuditQuery { Action = "member." }, 10));
        Assert.Equal([2], await SequencesAsync(new AuditQuery { Action = AuditActions.GroupCreated }, 10));
        Assert.Equal([2, 4], await SequencesAsync(new AuditQuery { Actor = "member:1" }, 10));
        Assert.Equal([3], await SequencesAsync(new AuditQuery { Door = Door.Grpc }, 10));
        Assert.Equal([2, 3], await SequencesAsync(new AuditQuery { From = Sample.At(2), Until = Sample.At(4) }, 10));
        Assert.Equal([3, 4], await SequencesAsync(new AuditQuery { AfterSequence = 2 }, 10));
        Assert.Equal([4], await SequencesAsync(
            new AuditQuery { Member = Sample.MemberId(2), Action = "member.", Actor = "member:1" }, 10));
    }

    [Fact]
    public async Task Query_GoneOnWhereItStopped_FindsWhatCameSinceAndNothingTwice()
    {
        await AppendAsync(Enumerable.Range(1, 3).Select(sequence => Sample.Event(sequence, null, 1)));
        var first = await QueryAsync(new AuditQuery { Member = Sample.MemberId(1) }, 10);

        await AppendAsync([Sample.Event(4, null, 2), Sample.Event(5, null, 1)]);
        var next = await QueryAsync(
            new AuditQuery { Member = Sample.MemberId(1), AfterSequence = first.ScannedThrough }, 10);

        Assert.False(first.More);
        Assert.Equal(5, Assert.Single(next.Events).Sequence);
    }

    [Fact]
    public async Task Query_NeedleInALongLog_IsFoundByGoingOn()
    {
        for (var start = 1; start <= 3000; start += 500)
        {
            await AppendAsync(Enumerable.Range(start, 500).Select(sequence =>
                Sample.Event(sequence) with { Actor = sequence == 2999 ? "member:1" : "connection:1" }));
        }

        Assert.Equal([2999], await SequencesAsync(new AuditQuery { Actor = "member:1" }, 10));
    }

    private Task AppendAsync(IEnumerable<AuditEvent> events) => CommitAsync(async unit =>
    {
        foreach (var recorded in events)
        {
            await unit.Audit.AppendAsync(recorded, None);
        }
    });

    private Task<AuditPage> QueryAsync(AuditQuery query, int limit) =>
        ReadAsync(store => store.Audit.QueryAsync(Sample.Acme, query, limit, None));

    private async Task<List<int>> SequencesAsync(AuditQuery query, int limit)
    {
        var sequences = new List<int>();
        AuditPage page;
        do
        {
            page = await QueryAsync(query, limit);
            Assert.InRange(page.Events.Count, 0, limit);
            sequences.AddRange(page.Events.Select(recorded => (int)recorded.Sequence));
            Assert.True(!page.More || page.ScannedThrough > query.AfterSequence, "The query got nowhere.");
            query = query with { AfterSequence = page.ScannedThrough };
        }
        while (page.More);

        return sequences;
    }
}
