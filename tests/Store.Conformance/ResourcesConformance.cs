using System.Text.Json.Nodes;
using TeamAccess.Domain;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

public abstract class ResourcesConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    private const string Device = "Device";

    [Fact]
    public async Task Find_EveryFieldSet_ComesBackAsItWas()
    {
        var resource = Make(1) with { ExternalId = "ext", ManagedBy = new ConnectionId(Sample.Id(9)), Version = 7 };

        await CommitAsync(unit => unit.Resources.AddAsync(resource, None));

        AssertSame(resource, await FindAsync(resource.Id));
    }

    [Fact]
    public async Task Find_OfAnotherWorkspaceOrType_IsNull()
    {
        await CommitAsync(unit => unit.Resources.AddAsync(Make(1), None));

        Assert.Null(await ReadAsync(store => store.Resources.FindAsync(Sample.AcmeEast, Device, Make(1).Id, None)));
        Assert.Null(await ReadAsync(store => store.Resources.FindAsync(Sample.Acme, "device", Make(1).Id, None)));
        Assert.Equal(0, await ReadAsync(store => store.Resources.CountAsync(Sample.Acme, "Devices", None)));
    }

    [Fact]
    public async Task Add_IdTaken_RefusesInItsTypeOnly()
    {
        await CommitAsync(unit => unit.Resources.AddAsync(Make(1), None));

        await Assert.ThrowsAsync<UniqueKeyException>(() => CommitAsync(unit => unit.Resources.AddAsync(Make(1), None)));
        await CommitAsync(unit => unit.Resources.AddAsync(Make(1) with { Type = "Badge" }, None));
    }

    [Fact]
    public async Task Update_NoSuchResource_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => CommitAsync(unit => unit.Resources.UpdateAsync(Make(1), None)));

    [Fact]
    public async Task List_EverySelection_FindsItsRowsPageByPage()
    {
        await CommitAsync(async unit =>
        {
            await unit.Resources.AddAsync(Make(2) with { ExternalId = "x" }, None);
            await unit.Resources.AddAsync(Make(1) with { ExternalId = "X", LastModified = Sample.At(50) }, None);
            await unit.Resources.AddAsync(Make(3) with { Type = "Badge", ExternalId = "x" }, None);
            await unit.Resources.AddAsync(Make(4) with { Workspace = Sample.AcmeEast, ExternalId = "x" }, None);
        });

        Assert.Equal([1, 2], await IdsAsync(new RowSelection.All()));
        Assert.Equal([1, 2], await IdsAsync(new RowSelection.Equal(AttributeIndex.ExternalId, "x")));
        Assert.Equal([2, 1], await IdsAsync(new RowSelection.ModifiedBetween(Sample.At(0), Sample.At(99))));
        Assert.Equal([1], await IdsAsync(new RowSelection.ModifiedBetween(Sample.At(50), Sample.At(50))));
        Assert.Equal(2, await ReadAsync(store => store.Resources.CountAsync(Sample.Acme, Device, None)));
    }

    [Fact]
    public async Task List_SkippingRows_GoesOnBehindThem()
    {
        await CommitAsync(async unit =>
        {
            foreach (var number in Enumerable.Range(1, 5))
            {
                await unit.Resources.AddAsync(Make(number), None);
            }
        });

        var page = await ReadAsync(store =>
            store.Resources.ListAsync(Sample.Acme, Device, new RowSelection.All(), null, 3, 10, None));

        Assert.Equal([4, 5], page.Items.Select(NumberOf));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Remove_TakesTheRowOutOfEveryList()
    {
        await CommitAsync(unit => unit.Resources.AddAsync(Make(1) with { ExternalId = "x" }, None));

        await CommitAsync(unit => unit.Resources.RemoveAsync(Sample.Acme, Device, Make(1).Id, None));

        Assert.Null(await FindAsync(Make(1).Id));
        Assert.Empty(await IdsAsync(new RowSelection.Equal(AttributeIndex.ExternalId, "x")));
    }

    [Fact]
    public async Task UniqueValue_Held_IsTakenForOthersUntilReleased()
    {
        var value = new UniqueValue("Device:serial", "s1");

        await CommitAsync(unit => unit.UniqueValues.HoldAsync(Sample.Acme, value, Sample.Id(1), None));

        Assert.Equal(Sample.Id(1), await HolderAsync(Sample.Acme, value));
        Assert.Null(await HolderAsync(Sample.AcmeEast, value));
        Assert.Null(await HolderAsync(Sample.Acme, value with { Attribute = "Device:other" }));
        Assert.Null(await HolderAsync(Sample.Acme, value with { Key = "S1" }));
        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.UniqueValues.HoldAsync(Sample.Acme, value, Sample.Id(2), None)));
        await CommitAsync(unit => unit.UniqueValues.ReleaseAsync(Sample.Acme, value, None));
        await CommitAsync(unit => unit.UniqueValues.ReleaseAsync(Sample.Acme, value, None));
        await CommitAsync(unit => unit.UniqueValues.HoldAsync(Sample.Acme, value, Sample.Id(2), None));
        Assert.Equal(Sample.Id(2), await HolderAsync(Sample.Acme, value));
    }

    private static Resource Make(int number) => new()
    {
        Workspace = Sample.Acme,
        Type = Device,
        Id = new ResourceId(Sample.Id(number)),
        Attributes = AttributeBag.From(new JsonObject { ["serial"] = number }),
        Version = 1,
        Created = Sample.At(number),
        LastModified = Sample.At(number),
    };

    private static int NumberOf(Resource resource) =>
        Enumerable.Range(1, 9).Single(number => Sample.Id(number) == resource.Id.Value);

    private Task<Resource?> FindAsync(ResourceId id) =>
        ReadAsync(store => store.Resources.FindAsync(Sample.Acme, Device, id, None));

    private Task<Guid?> HolderAsync(WorkspaceId workspace, UniqueValue value) =>
        ReadAsync(store => store.UniqueValues.FindHolderAsync(workspace, value, None));

    private async Task<List<int>> IdsAsync(RowSelection selection)
    {
        var ids = new List<int>();
        string? cursor = null;
        do
        {
            var page = await ReadAsync(
                store => store.Resources.ListAsync(Sample.Acme, Device, selection, cursor, 0, 1, None));
            ids.AddRange(page.Items.Select(NumberOf));
            cursor = page.Next;
        }
        while (cursor is not null);

        return ids;
    }
}
