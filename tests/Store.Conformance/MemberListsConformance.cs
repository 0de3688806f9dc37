using TeamAccess.Domain.Members;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

public abstract class MemberListsConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    private static readonly RowSelection Everyone = new RowSelection.All();

    [Fact]
    public async Task List_NoMembers_IsOneEmptyPage()
    {
        var page = await ListAsync(Everyone, limit: 10);

        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(1000)]
    public async Task List_All_EveryMemberOnceInOrderOfId(int limit)
    {
        await AddAsync(Enumerable.Range(1, 25).Reverse().Select(number => Sample.Member(number)));
        await AddAsync(Enumerable.Range(1, 5).Select(number => Sample.Member(number, workspace: Sample.AcmeEast)));

        var numbers = await ListAllAsync(Everyone, limit);

        Assert.Equal(Enumerable.Range(1, 25), numbers);
    }

    [Fact]
    public async Task List_LimitOfOneThousand_IsFilled()
    {
        await AddAsync(Enumerable.Range(1, 1001).Select(number => Sample.Member(number)));

        var page = await ListAsync(Everyone, limit: 1000);
        var rest = await ListAsync(Everyone, limit: 1000, cursor: page.Next);

        Assert.Equal(1000, page.Items.Count);
        Assert.Equal(Sample.MemberId(1001), Assert.Single(rest.Items).Id);
        Assert.Null(rest.Next);
    }

    [Theory]
    [InlineData(0, new[] { 1, 2 })]
    [InlineData(1, new[] { 2, 3 })]
    [InlineData(4, new[] { 5 })]
    [InlineData(5, new int[0])]
    [InlineData(1_000_000, new int[0])]
    public async Task List_Skip_PassesOverRows(int skip, int[] expected)
    {
        await AddAsync(Enumerable.Range(1, 5).Select(number => Sample.Member(number)));

        var page = await ListAsync(Everyone, limit: 2, skip: skip);

        Assert.Equal(expected, page.Items.Select(NumberOf));
    }

    [Theory]
    [InlineData(0, new[] { 1, 2 })]
    [InlineData(2, new[] { 4, 5 })]
    [InlineData(3, new[] { 4, 5 })]
    [InlineData(6, new int[0])]
    public async Task List_AllAfterAnId_BeginsBehindItEvenIfItIsGone(int after, int[] expected)
    {
        await AddAsync(Enumerable.Range(1, 6).Where(number => number != 3).Select(number => Sample.Member(number)));

        var page = await ListAsync(new RowSelection.All(Sample.MemberId(after).Value), limit: 2);
        var next = await ListAsync(new RowSelection.All(Sample.MemberId(after).Value), limit: 2, cursor: page.Next);

        Assert.Equal(expected, page.Items.Select(NumberOf));
        Assert.DoesNotContain(next.Items, member => page.Next is not null && NumberOf(member) <= expected[^1]);
    }

    [Fact]
    public async Task List_CursorAfterSkip_GoesOnBehindThePage()
    {
        await AddAsync(Enumerable.Range(1, 6).Select(number => Sample.Member(number)));

        var page = await ListAsync(Everyone, limit: 2, skip: 1);
        var next = await ListAsync(Everyone, limit: 2, skip: 1, cursor: page.Next);

        Assert.Equal([2, 3], page.Items.Select(NumberOf));
        Assert.Equal([5, 6], next.Items.Select(NumberOf));
        Assert.Null(next.Next);
    }

    [Fact]
    public async Task List_RowsComeAndGoMeanwhile_ThoseThatStayAreSeenOnce()
    {
        await AddAsync(Enumerable.Range(1, 20).Select(number => Sample.Member(number * 10)));
        var seen = new List<int>();
        string? cursor = null;
        var round = 0;
        do
        {
            var page = await ListAsync(Everyone, limit: 3, cursor: cursor);
            seen.AddRange(page.Items.Select(NumberOf));
            cursor = page.Next;
            round++;
            await AddAsync([Sample.Member((round * 20) + 1), Sample.Member((round * 20) + 2), Sample.Member(1000 + round)]);
            if (page.Items.Count > 0)
            {
                await CommitAsync(unit => unit.Members.RemoveAsync(Sample.Tombstone(page.Items[^1]), None));
            }
        }
        while (cursor is not null);

        Assert.Equal(seen.Distinct().Order(), seen);
        Assert.Superset(Enumerable.Range(1, 20).Select(number => number * 10).ToHashSet(), seen.ToHashSet());
    }

    [Theory]
    [InlineData(AttributeIndex.ExternalId, "EXT-1", new[] { 1, 3 })]
    [InlineData(AttributeIndex.ExternalId, "ext", new int[0])]
    [InlineData(AttributeIndex.ExternalId, "", new[] { 5 })]
    [InlineData(AttributeIndex.DisplayName, "kim", new[] { 2, 4 })]
    [InlineData(AttributeIndex.DisplayName, "ext-1", new int[0])]
    [InlineData(AttributeIndex.Email, "k@example.com", new[] { 1, 2 })]
    [InlineData(AttributeIndex.Email, "w@example.com", new[] { 2 })]
    public async Task List_Equal_ThoseWithTheCanonicalKeyInOrderOfId(
        AttributeIndex attribute, string value, int[] expected)
    {
        await AddAsync(
        [
            Sample.Member(4) with { DisplayName = "Ｋim" },
            Sample.Member(1) with { ExternalId = "Ext-1", Emails = ["K@example.com", "k@EXAMPLE.com"] },
            Sample.Member(3) with { ExternalId = "ext-1" },
            Sample.Member(2) with { DisplayName = "Kim", Emails = ["w@example.com", "k@example.com"] },
            Sample.Member(5) with { ExternalId = "" },
            Sample.Member(1, workspace: Sample.AcmeEast) with { ExternalId = "ext-1", DisplayName = "Kim" },
        ]);

        Assert.Equal(expected, await ListAllAsync(new RowSelection.Equal(attribute, value), limit: 1));
        Assert.Equal(expected, await ListAllAsync(new RowSelection.Equal(attribute, value), limit: 100));
        var skipped = await ListAsync(new RowSelection.Equal(attribute, value), limit: 100, skip: 1);
        Assert.Equal(expected.Skip(1), skipped.Items.Select(NumberOf));
    }

    [Fact]
    public async Task List_EqualAfterAnUpdate_FollowsTheNewValues()
    {
        var member = Sample.Member(1) with { ExternalId = "a", Emails = ["x@example.com", "y@example.com"] };
        await AddAsync([member]);

        await CommitAsync(unit => unit.Members.UpdateAsync(
            member with { ExternalId = "b", Emails = ["y@example.com"] }, None));

        Assert.Empty(await ListAllAsync(new RowSelection.Equal(AttributeIndex.ExternalId, "a"), 10));
        Assert.Equal([1], await ListAllAsync(new RowSelection.Equal(AttributeIndex.ExternalId, "b"), 10));
        Assert.Empty(await ListAllAsync(new RowSelection.Equal(AttributeIndex.Email, "x@example.com"), 10));
        Assert.Equal([1], await ListAllAsync(new RowSelection.Equal(AttributeIndex.Email, "y@example.com"), 10));
    }

    [Theory]
    [InlineData(2, 4, new[] { 4, 3, 2 })]
    [InlineData(3, 3, new[] { 3 })]
    [InlineData(4, 2, new int[0])]
    [InlineData(-100, 100, new[] { 5, 4, 3, 2, 1 })]
    [InlineData(6, 100, new int[0])]
    public async Task List_ModifiedBetween_BothEndsIncludedOldestFirst(int from, int until, int[] expected)
    {
        // The later the id, the earlier the change.
        await AddAsync(Enumerable.Range(1, 5)
            .Select(number => Sample.Member(number) with { LastModified = Sample.At(6 - number) }));
        await AddAsync([Sample.Member(9, workspace: Sample.AcmeEast) with { LastModified = Sample.At(3) }]);
        var selection = new RowSelection.ModifiedBetween(Sample.At(from), Sample.At(until));

        Assert.Equal(expected, await ListAllAsync(selection, limit: 1));
        Assert.Equal(expected, await ListAllAsync(selection, limit: 100));
        var skipped = await ListAsync(selection, limit: 100, skip: 1);
        Assert.Equal(expected.Skip(1), skipped.Items.Select(NumberOf));
    }

    [Fact]
    public async Task List_ModifiedBetween_IsExactToTheTickWhateverTheOffset()
    {
        var time = Sample.At(1);
        await AddAsync([Sample.Member(1) with { LastModified = time.ToOffset(TimeSpan.FromHours(9)) }]);

        Assert.Equal([1], await ListAllAsync(new RowSelection.ModifiedBetween(time, time), 10));
        Assert.Empty(await ListAllAsync(new RowSelection.ModifiedBetween(time.AddTicks(1), time.AddDays(1)), 10));
        Assert.Empty(await ListAllAsync(new RowSelection.ModifiedBetween(time.AddDays(-1), time.AddTicks(-1)), 10));
        Assert.Equal([1], await ListAllAsync(
            new RowSelection.ModifiedBetween(DateTimeOffset.MinValue, DateTimeOffset.MaxValue), 10));
    }

    [Fact]
    public async Task List_ManyModifiedAtOnce_PagesGoThroughAllOfThem()
    {
        await AddAsync(Enumerable.Range(1, 10).Select(number => Sample.Member(number) with { LastModified = Sample.At(1) }));

        var numbers = await ListAllAsync(new RowSelection.ModifiedBetween(Sample.At(1), Sample.At(1)), limit: 3);

        Assert.Equal(Enumerable.Range(1, 10), numbers);
    }

    private static int NumberOf(Member member) =>
        Enumerable.Range(1, 2000).First(number => Sample.MemberId(number) == member.Id);

    private Task AddAsync(IEnumerable<Member> members) => CommitAsync(async unit =>
    {
        foreach (var member in members)
        {
            await unit.Members.AddAsync(member, None);
        }
    });

    private Task<Page<Member>> ListAsync(RowSelection selection, int limit, int skip = 0, string? cursor = null) =>
        ReadAsync(store => store.Members.ListAsync(Sample.Acme, selection, cursor, skip, limit, None));

    private async Task<List<int>> ListAllAsync(RowSelection selection, int limit)
    {
        var numbers = new List<int>();
        string? cursor = null;
        do
        {
            var page = await ListAsync(selection, limit, cursor: cursor);
            Assert.True(page.Items.Count == limit || page.Next is null, "A page was short although it was not the last.");
            numbers.AddRange(page.Items.Select(NumberOf));
            cursor = page.Next;
        }
        while (cursor is not null);

        return numbers;
    }
}
