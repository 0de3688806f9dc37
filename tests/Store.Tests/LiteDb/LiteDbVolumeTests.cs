using TeamAccess.Domain;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>Ten thousand members with a cache too small for them.</summary>
public sealed class LiteDbVolumeTests : LiteDbTest
{
    private const int Count = 10_000;

    public LiteDbVolumeTests() =>
        Engine = new LiteDbEngine { Options = new LiteDbOptions { Directory = "unused", CacheRows = 500 } };

    [Fact]
    public async Task TenThousandMembersOfOneGroup_AreListedLookedUpAndRemoved()
    {
        var store = await Engine.OpenAsync();
        foreach (var some in Enumerable.Range(1, Count).Chunk(2000))
        {
            await Task.WhenAll(some.Select(number => AddAsync(store, number)));
        }

        var ids = new List<MemberId>();
        string? cursor = null;
        do
        {
            var page = await store.ReadAsync(
                reader => reader.Members.ListAsync(Sample.Acme, new RowSelection.All(), cursor, 0, 1000, default), default);
            ids.AddRange(page.Items.Select(member => member.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, Count).Select(Sample.MemberId), ids);
        for (var number = 1; number <= Count; number += 997)
        {
            var found = await store.FindMemberByUserNameAsync(Sample.Acme, $"USER{number}@example.com", default);
            Assert.Equal(Sample.MemberId(number), found?.Id);
        }

        var late = await store.ReadAsync(
            reader => reader.Members.ListAsync(Sample.Acme, new RowSelection.All(), null, 9_990, 100, default), default);
        Assert.Equal(10, late.Items.Count);
        await store.CommitAsync(
            async unit =>
            {
                await unit.Groups.RemoveAsync(Sample.Acme, Sample.GroupId(1), default);
                return Outcome.Keep(true);
            },
            default);
        Assert.Empty(await store.ReadAsync(
            reader => reader.Groups.ListMembersAsync(Sample.Acme, Sample.GroupId(1), null, 1000, default), default));
    }

    private static Task<bool> AddAsync(IStore store, int number) => store.CommitAsync(
        async unit =>
        {
            await unit.Members.AddAsync(Sample.Member(number), default);
            await unit.Groups.AddMemberAsync(Sample.Membership(1, number), default);
            return Outcome.Keep(true);
        },
        default);
}
