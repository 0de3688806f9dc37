using TeamAccess.Domain;
using TeamAccess.Domain.Groups;

namespace TeamAccess.Store.Conformance;

public abstract class GroupLinksConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Nest_IsSeenFromBothSides()
    {
        var link = Sample.Link(parent: 1, child: 2);

        Assert.True(await CommitAsync(unit => unit.Groups.NestAsync(link, None)));

        Assert.True(await IsNestedAsync(1, 2));
        Assert.False(await IsNestedAsync(2, 1));
        AssertSame(link, Assert.Single(await NestedInAsync(1)));
        AssertSame(link, Assert.Single(await ParentsOfAsync(2)));
        Assert.Empty(await NestedInAsync(2));
        Assert.Empty(await ParentsOfAsync(1));
    }

    [Fact]
    public async Task Nest_ThereAlready_ChangesNothing()
    {
        var link = Sample.Link(1, 2);
        await CommitAsync(unit => unit.Groups.NestAsync(link, None));

        var added = await CommitAsync(unit => unit.Groups.NestAsync(link with { Since = Sample.At(99) }, None));

        Assert.False(added);
        AssertSame(link, Assert.Single(await NestedInAsync(1)));
    }

    [Fact]
    public async Task Unnest_TellsWhetherThereWasOne()
    {
        await NestAsync((1, 2), (2, 1));

        Assert.True(await UnnestAsync(1, 2));
        Assert.False(await UnnestAsync(1, 2));
        Assert.False(await UnnestAsync(7, 2));

        Assert.Empty(await NestedInAsync(1));
        Assert.Empty(await ParentsOfAsync(2));
        Assert.True(await IsNestedAsync(2, 1));
    }

    [Fact]
    public async Task Links_AndMembershipsOfTheSameIds_DoNotMix()
    {
        await NestAsync((1, 2));
        await CommitAsync(unit => unit.Groups.AddMemberAsync(Sample.Membership(group: 1, member: 3), None));

        Assert.False(await IsNestedAsync(1, 3));
        Assert.Single(await NestedInAsync(1));
        Assert.False(await ReadAsync(
            store => store.Groups.IsMemberAsync(Sample.Acme, Sample.GroupId(1), Sample.MemberId(2), None)));
        Assert.Single(await ReadAsync(
            store => store.Groups.ListMembersAsync(Sample.Acme, Sample.GroupId(1), null, 10, None)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task Lists_PageByPage_EveryLinkOnceInOrder(int limit)
    {
        await CommitAsync(async unit =>
        {
            foreach (var number in Enumerable.Range(1, 10).Reverse())
            {
                await unit.Groups.NestAsync(Sample.Link(parent: 20, child: number), None);
                await unit.Groups.NestAsync(Sample.Link(parent: number, child: 20), None);
                await unit.Groups.NestAsync(Sample.Link(20, 100 + number, Sample.AcmeEast), None);
                await unit.Groups.NestAsync(Sample.Link(100 + number, 20, Sample.AcmeEast), None);
            }
        });

        var nested = new List<GroupId>();
        var parents = new List<GroupId>();
        GroupId? after = null;
        while ((await NestedInAsync(20, after, limit)) is { Count: > 0 } page)
        {
            nested.AddRange(page.Select(link => link.Child));
            after = nested[^1];
        }

        after = null;
        while ((await ParentsOfAsync(20, after, limit)) is { Count: > 0 } page)
        {
            parents.AddRange(page.Select(link => link.Parent));
            after = parents[^1];
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(Sample.GroupId), nested);
        Assert.Equal(Enumerable.Range(1, 10).Select(Sample.GroupId), parents);
    }

    [Fact]
    public async Task RemoveGroup_TakesItsLinksBothWaysAndNoOthers()
    {
        await CommitAsync(async unit =>
        {
            await unit.Groups.AddAsync(Sample.Group(1), None);
            for (var other = 2; other <= 300; other++)
            {
                await unit.Groups.NestAsync(Sample.Link(1, other), None);
                await unit.Groups.NestAsync(Sample.Link(other, 1), None);
            }

            await unit.Groups.NestAsync(Sample.Link(2, 3), None);
            await unit.Groups.NestAsync(Sample.Link(1, 2, Sample.AcmeEast), None);
            await unit.Groups.NestAsync(Sample.Link(2, 1, Sample.AcmeEast), None);
        });

        await CommitAsync(unit => unit.Groups.RemoveAsync(Sample.Acme, Sample.GroupId(1), None));

        Assert.Empty(await NestedInAsync(1));
        Assert.Empty(await ParentsOfAsync(1));
        Assert.Equal(Sample.GroupId(3), Assert.Single(await NestedInAsync(2)).Child);
        Assert.Empty(await ParentsOfAsync(2));
        Assert.Equal(Sample.GroupId(2), Assert.Single(await ParentsOfAsync(3)).Parent);
        Assert.True(await ReadAsync(
            store => store.Groups.IsNestedAsync(Sample.AcmeEast, Sample.GroupId(1), Sample.GroupId(2), None)));
        Assert.True(await ReadAsync(
            store => store.Groups.IsNestedAsync(Sample.AcmeEast, Sample.GroupId(2), Sample.GroupId(1), None)));
    }

    [Fact]
    public async Task Nest_DiscardedUnit_LeavesNothing()
    {
        await Store.CommitAsync(
            async unit =>
            {
                await unit.Groups.NestAsync(Sample.Link(1, 2), None);
                return Domain.Storage.Outcome.Discard(0);
            },
            None);

        Assert.False(await IsNestedAsync(1, 2));
        Assert.Empty(await ParentsOfAsync(2));
    }

    private Task NestAsync(params (int Parent, int Child)[] links) => CommitAsync(async unit =>
    {
        foreach (var (parent, child) in links)
        {
            await unit.Groups.NestAsync(Sample.Link(parent, child), None);
        }
    });

    private Task<bool> IsNestedAsync(int parent, int child) => ReadAsync(
        store => store.Groups.IsNestedAsync(Sample.Acme, Sample.GroupId(parent), Sample.GroupId(child), None));

    private Task<bool> UnnestAsync(int parent, int child) => CommitAsync(
        unit => unit.Groups.UnnestAsync(Sample.Acme, Sample.GroupId(parent), Sample.GroupId(child), None));

    private Task<IReadOnlyList<GroupLink>> NestedInAsync(int parent, GroupId? after = null, int limit = 1000) =>
        ReadAsync(store => store.Groups.ListNestedAsync(Sample.Acme, Sample.GroupId(parent), after, limit, None));

    private Task<IReadOnlyList<GroupLink>> ParentsOfAsync(int child, GroupId? after = null, int limit = 1000) =>
        ReadAsync(store => store.Groups.ListParentsAsync(Sample.Acme, Sample.GroupId(child), after, limit, None));
}
