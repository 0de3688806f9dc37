using TeamAccess.Domain;
using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

public abstract class RetentionConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Workspaces_PageByPage_OfAllTenantsOnce(int limit)
    {
        string[] ids = ["acme", "acme-east", "b", "zebra", "9"];
        await CommitAsync(async unit =>
        {
            foreach (var id in ids)
            {
                await unit.Workspaces.AddAsync(Sample.Workspace(id, tenant: id == "b" ? "other" : "default"), None);
            }
        });

        var found = await AllAsync((reader, cursor) => reader.ListWorkspacesAsync(cursor, limit, None), limit);

        Assert.Equal(ids.Order(StringComparer.Ordinal), found.Select(id => id.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Sessions_PageByPage_OfOneWorkspaceOnce(int limit)
    {
        await CommitAsync(async unit =>
        {
            for (var number = 1; number <= 7; number++)
            {
                await unit.Keys.AddSessionAsync(Sample.Session(number, member: 10 - (number % 3)), None);
            }

            await unit.Keys.AddSessionAsync(Sample.Session(8, 1, Sample.AcmeEast), None);
        });

        var found = await AllAsync(
            (reader, cursor) => reader.ListSessionsAsync(Sample.Acme, cursor, limit, None), limit);

        Assert.Equal(Enumerable.Range(1, 7).Select(Sample.Id), found.Select(session => session.Id.Value).Order());
        AssertSame(Sample.Session(3, 10), found.Single(session => session.Id.Value == Sample.Id(3)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Tombstones_PageByPage_InOrderOfIdAndAsTheyWere(int limit)
    {
        await CommitAsync(async unit =>
        {
            foreach (var number in (int[])[3, 1, 2, 4])
            {
                var member = Sample.Member(number, workspace: number == 4 ? Sample.AcmeEast : Sample.Acme);
                await unit.Members.AddAsync(member, None);
                await unit.Members.RemoveAsync(Sample.Tombstone(member), None);
            }
        });

        var found = await AllAsync(
            (reader, cursor) => reader.ListTombstonesAsync(Sample.Acme, cursor, limit, None), limit);

        AssertSame(Enumerable.Range(1, 3).Select(number => Sample.Tombstone(Sample.Member(number))).ToList(), found);
    }

    [Fact]
    public async Task RemoveTombstone_IsGone_AndOnlyThatOne()
    {
        await CommitAsync(async unit =>
        {
            foreach (var workspace in (WorkspaceId[])[Sample.Acme, Sample.AcmeEast])
            {
                await unit.Members.AddAsync(Sample.Member(1, workspace: workspace), None);
                await unit.Members.RemoveAsync(Sample.Tombstone(Sample.Member(1, workspace: workspace)), None);
            }
        });

        for (var time = 0; time < 2; time++)
        {
            await CommitAsync(unit => unit.Retention.RemoveTombstoneAsync(Sample.Acme, Sample.MemberId(1), None));
        }

        Assert.Null(await TombstoneAsync(Sample.Acme));
        Assert.NotNull(await TombstoneAsync(Sample.AcmeEast));
    }

    [Fact]
    public async Task RemoveApiKey_IsGoneFromEveryRead_AndOnlyThatOne()
    {
        await CommitAsync(async unit =>
        {
            await unit.Keys.AddAsync(Sample.ApiKey(1), None);
            await unit.Keys.AddAsync(Sample.ApiKey(2), None);
        });
        var first = new ApiKeyId(Sample.Id(1));
        Assert.NotNull(await Store.FindApiKeyAsync(first, None));

        for (var time = 0; time < 2; time++)
        {
            await CommitAsync(unit => unit.Retention.RemoveApiKeyAsync(first, None));
        }

        Assert.Null(await Store.FindApiKeyAsync(first, None));
        var left = await ReadAsync(reader => reader.Keys.ListAsync(Sample.Acme, null, null, 10, None));
        Assert.Equal(Sample.Id(2), Assert.Single(left).Id.Value);
        Assert.Single(await ReadAsync(reader => reader.Keys.ListAsync(Sample.Acme, Sample.MemberId(1), null, 10, None)));
    }

    [Fact]
    public async Task RemoveAuditEvents_TakesTheOldestUpToTheLimitAndTheSequence()
    {
        await CommitAsync(async unit =>
        {
            for (var sequence = 1; sequence <= 20; sequence++)
            {
                await unit.Audit.AppendAsync(Sample.Event(sequence, null, sequence % 2, 7), None);
                await unit.Audit.AppendAsync(Sample.Event(sequence, Sample.AcmeEast, 7), None);
            }
        });

        Assert.Equal(5, await RemoveAsync(through: 12, limit: 5));
        Assert.Equal(Enumerable.Range(6, 15), await SequencesAsync(new AuditQuery()));
        Assert.Equal(7, await RemoveAsync(through: 12, limit: 100));
        Assert.Equal(0, await RemoveAsync(through: 12, limit: 100));

        Assert.Equal(Enumerable.Range(13, 8), await SequencesAsync(new AuditQuery()));
        Assert.Equal(Enumerable.Range(13, 8), await SequencesAsync(new AuditQuery { Member = Sample.MemberId(7) }));
        Assert.Equal([13, 15, 17, 19], await SequencesAsync(new AuditQuery { Member = Sample.MemberId(1) }));
        Assert.Equal([13], await SequencesAsync(new AuditQuery { AfterSequence = 4 }, limit: 1));
        Assert.Equal(20, (await ReadAsync(reader => reader.Audit.QueryAsync(
            Sample.AcmeEast, new AuditQuery { Member = Sample.MemberId(7) }, 100, None))).Events.Count);
    }

    [Fact]
    public async Task RemoveAuditEvents_Discarded_RemovesNothing()
    {
        await CommitAsync(unit => unit.Audit.AppendAsync(Sample.Event(1, null, 1), None));

        await Store.CommitAsync(
            async unit => Outcome.Discard(await unit.Retention.RemoveAuditEventsAsync(Sample.Acme, 1, 10, None)), None);

        Assert.Equal([1], await SequencesAsync(new AuditQuery { Member = Sample.MemberId(1) }));
    }

    private Task<int> RemoveAsync(long through, int limit) =>
        CommitAsync(unit => unit.Retention.RemoveAuditEventsAsync(Sample.Acme, through, limit, None));

    private async Task<IEnumerable<int>> SequencesAsync(AuditQuery query, int limit = 100) =>
        (await ReadAsync(reader => reader.Audit.QueryAsync(Sample.Acme, query, limit, None)))
        .Events.Select(found => (int)found.Sequence);

    private Task<MemberTombstone?> TombstoneAsync(WorkspaceId workspace) =>
        ReadAsync(reader => reader.Members.FindTombstoneAsync(workspace, Sample.MemberId(1), None));

    private async Task<List<T>> AllAsync<T>(Func<IRetentionReader, string?, ValueTask<Page<T>>> list, int limit)
    {
        var found = new List<T>();
        string? cursor = null;
        do
        {
            var page = await ReadAsync(reader => list(reader.Retention, cursor));
            Assert.InRange(page.Items.Count, 0, limit);
            found.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        return found;
    }
}
