using TeamAccess.Domain.Groups;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

public abstract class GroupsConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Find_EveryFieldSet_ComesBackAsItWas()
    {
        var group = Sample.Group(1, "Ingénieurs / Ops") with { ExternalId = "00g1", Version = 7, LastModified = Sample.At(9) };

        await CommitAsync(unit => unit.Groups.AddAsync(group, None));

        AssertSame(group, await ReadAsync(store => store.Groups.FindAsync(Sample.Acme, group.Id, None)));
        AssertSame(
            group, await ReadAsync(store => store.Groups.FindByDisplayNameAsync(Sample.Acme, "INGÉNIEURS / OPS", None)));
    }

    [Fact]
    public async Task Find_OfAnotherWorkspace_IsNull()
    {
        await CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(1), None));

        Assert.Null(await ReadAsync(store => store.Groups.FindAsync(Sample.AcmeEast, Sample.GroupId(1), None)));
        Assert.Null(await ReadAsync(store => store.Groups.FindByDisplayNameAsync(Sample.AcmeEast, "Group 1", None)));
    }

    [Fact]
    public async Task DisplayName_SameCanonicalKey_IsTakenInItsWorkspaceOnly()
    {
        await CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(1, "Engineering"), None));

        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(2, "ＥＮＧＩＮＥＥＲＩＮＧ"), None)));
        await CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(1, "Engineering", Sample.AcmeEast), None));
        await CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(2, "Engineering 2"), None));
        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Groups.UpdateAsync(Sample.Group(2, "engineering"), None)));
    }

    [Fact]
    public async Task Add_IdTaken_Refuses()
    {
        await CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(1), None));

        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(1, "Other"), None)));
    }

    [Fact]
    public async Task Update_DisplayName_FreesTheFormerOne()
    {
        await CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(1, "Old"), None));

        await CommitAsync(unit => unit.Groups.UpdateAsync(Sample.Group(1, "New"), None));

        Assert.Null(await ReadAsync(store => store.Groups.FindByDisplayNameAsync(Sample.Acme, "Old", None)));
        await CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(2, "old"), None));
    }

    [Fact]
    public async Task Update_NoSuchGroup_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => CommitAsync(unit => unit.Groups.UpdateAsync(Sample.Group(1), None)));

    [Fact]
    public async Task List_EverySelection_FindsItsGroups()
    {
        await CommitAsync(async unit =>
        {
            await unit.Groups.AddAsync(Sample.Group(2, "Two") with { ExternalId = "x" }, None);
            await unit.Groups.AddAsync(Sample.Group(1, "One") with { ExternalId = "X", LastModified = Sample.At(50) }, None);
            await unit.Groups.AddAsync(Sample.Group(3, "One", Sample.AcmeEast) with { ExternalId = "x" }, None);
        });

        Assert.Equal(["One", "Two"], await NamesAsync(new RowSelection.All()));
        Assert.Equal(["One", "Two"], await NamesAsync(new RowSelection.Equal(AttributeIndex.ExternalId, "x")));
        Assert.Equal(["One"], await NamesAsync(new RowSelection.Equal(AttributeIndex.DisplayName, "ONE")));
        Assert.Equal(["Two", "One"], await NamesAsync(new RowSelection.ModifiedBetween(Sample.At(0), Sample.At(99))));
    }

    [Fact]
    public async Task Remove_FreesNameAndId()
    {
        await CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(1), None));

        await CommitAsync(unit => unit.Groups.RemoveAsync(Sample.Acme, Sample.GroupId(1), None));

        Assert.Null(await ReadAsync(store => store.Groups.FindAsync(Sample.Acme, Sample.GroupId(1), None)));
        Assert.Empty(await NamesAsync(new RowSelection.All()));
        await CommitAsync(unit => unit.Groups.AddAsync(Sample.Group(2, "group 1"), None));
    }

    private async Task<List<string>> NamesAsync(RowSelection selection)
    {
        var names = new List<string>();
        Page<Group> page;
        string? cursor = null;
        do
        {
            page = await ReadAsync(store => store.Groups.ListAsync(Sample.Acme, selection, cursor, 0, 1, None));
            names.AddRange(page.Items.Select(group => group.DisplayName));
            cursor = page.Next;
        }
        while (cursor is not null);

        return names;
    }
}
