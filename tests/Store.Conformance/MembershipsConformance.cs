using TeamAccess.Domain;

namespace TeamAccess.Store.Conformance;

public abstract class MembershipsConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task AddMember_IsSeenFromBothSides()
    {
        var membership = Sample.Membership(group: 1, member: 2);

        Assert.True(await CommitAsync(unit => unit.Groups.AddMemberAsync(membership, None)));

        Assert.True(await IsMemberAsync(1, 2));
        Assert.False(await IsMemberAsync(2, 1));
        AssertSame(membership, Assert.Single(await MembersOfAsync(1)));
        AssertSame(membership, Assert.Single(await GroupsOfAsync(2)));
    }

    [Fact]
    public async Task AddMember_ThereAlready_ChangesNothing()
    {
        var membership = Sample.Membership(1, 2);
        await CommitAsync(unit => unit.Groups.AddMemberAsync(membership, None));

        var added = await CommitAsync(
            unit => unit.Groups.AddMemberAsync(membership with { Since = Sample.At(99) }, None));

        Assert.False(added);
        AssertSame(membership, Assert.Single(await MembersOfAsync(1)));
    }

    [Fact]
    public async Task RemoveMember_TellsWhetherThereWasOne()
    {
        await CommitAsync(unit => unit.Groups.AddMemberAsync(Sample.Membership(1, 2), None));

        Assert.True(await RemoveAsync(1, 2));
        Assert.False(await RemoveAsync(1, 2));
        Assert.False(await RemoveAsync(7, 2));

        Assert.Empty(await MembersOfAsync(1));
        Assert.Empty(await GroupsOfAsync(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task Lists_PageByPage_EveryMembershipOnceInOrder(int limit)
    {
        await CommitAsync(async unit =>
        {
            foreach (var number in Enumerable.Range(1, 10).Reverse())
            {
                await unit.Groups.AddMemberAsync(Sample.Membership(group: 5, member: number), None);
                await unit.Groups.AddMemberAsync(Sample.Membership(group: number, member: 5), None);
                await unit.Groups.AddMemberAsync(Sample.Membership(5, 100 + number, Sample.AcmeEast), None);
            }
        });

        var members = new List<MemberId>();
        var groups = new List<GroupId>();
        MemberId? lastMember = null;
        GroupId? lastGroup = null;
        while ((await MembersOfAsync(5, lastMember, limit)) is { Count: > 0 } page)
        {
            members.AddRange(page.Select(membership => membership.Member));
            lastMember = members[^1];
        }

        while ((await GroupsOfAsync(5, lastGroup, limit)) is { Count: > 0 } page)
        {
            groups.AddRange(page.Select(membership => membership.Group));
            lastGroup = groups[^1];
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(Sample.MemberId), members);
        Assert.Equal(Enumerable.Range(1, 10).Select(Sample.GroupId), groups);
    }

    [Fact]
    public async Task RemoveGroup_TakesItsMembershipsAndNoOthers()
    {
        await CommitAsync(async unit =>
        {
            await unit.Groups.AddAsync(Sample.Group(1), None);
            for (var member = 1; member <= 300; member++)
            {
                await unit.Groups.AddMemberAsync(Sample.Membership(1, member), None);
            }

            await unit.Groups.AddMemberAsync(Sample.Membership(2, 1), None);
            await unit.Groups.AddMemberAsync(Sample.Membership(1, 1, Sample.AcmeEast), None);
        });

        await CommitAsync(unit => unit.Groups.RemoveAsync(Sample.Acme, Sample.GroupId(1), None));

        Assert.Empty(await MembersOfAsync(1));
        Assert.Equal(Sample.GroupId(2), Assert.Single(await GroupsOfAsync(1)).Group);
        Assert.True(await ReadAsync(
            store => store.Groups.IsMemberAsync(Sample.AcmeEast, Sample.GroupId(1), Sample.MemberId(1), None)));
    }

    private Task<bool> IsMemberAsync(int group, int member) => ReadAsync(
        store => store.Groups.IsMemberAsync(Sample.Acme, Sample.GroupId(group), Sample.MemberId(member), None));

    private Task<bool> RemoveAsync(int group, int member) => CommitAsync(
        unit => unit.Groups.RemoveMemberAsync(Sample.Acme, Sample.GroupId(group), Sample.MemberId(member), None));

    private Task<IReadOnlyList<Domain.Groups.Membership>> MembersOfAsync(
        int group, MemberId? after = null, int limit = 1000) => ReadAsync(
            store => store.Groups.ListMembersAsync(Sample.Acme, Sample.GroupId(group), after, limit, None));

    private Task<IReadOnlyList<Domain.Groups.Membership>> GroupsOfAsync(
        int member, GroupId? after = null, int limit = 1000) => ReadAsync(
            store => store.Groups.ListGroupsOfAsync(Sample.Acme, Sample.MemberId(member), after, limit, None));
}
