using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Domain.Members;
using TeamAccess.Domain.Resources;
using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>
/// What stays in memory of 5,000 members of 4 KiB each, on a real disk. <c>bench/Figures</c> has the same for a whole
/// server and twenty times as many.
/// </summary>
[Collection(MeasuredAlone.Name)]
public sealed class LiteDbMemoryTests : IAsyncLifetime, IAsyncDisposable
{
    private const int Count = 5_000;
    private const int Page = 200;
    private const int Attributes = 4 * 1024;
    private const long Budget = 2 * 1024 * 1024;

    // Far below the 20 MiB that the members would take, above what LiteDB keeps of its pages.
    private const long Allowed = 16 * 1024 * 1024;

    private readonly string directory = Directory.CreateTempSubdirectory("teamaccess-").FullName;
    private readonly LiteDbLifetime lifetime;
    private readonly LiteDbStore store;

    public LiteDbMemoryTests()
    {
        lifetime = new LiteDbLifetime(
            () => new DiskDirectory(directory),
            new LiteDbOptions { Directory = directory, CacheBytes = Budget },
            new EngineOptions(),
            TimeProvider.System,
            NullLogger<LiteDbLifetime>.Instance);
        store = new LiteDbStore(lifetime);
    }

    public async Task InitializeAsync()
    {
        await lifetime.StartAsync(CancellationToken.None);
        foreach (var some in Enumerable.Range(1, Count).Chunk(250))
        {
            await store.CommitAsync(
                async unit =>
                {
                    foreach (var number in some)
                    {
                        await unit.Members.AddAsync(LargeMember(number, version: 1), default);
                    }

                    return Outcome.Keep(true);
                },
                default);
        }

        Assert.Equal(Page, await ListAsync(pages: 1)); // so that everything is compiled and open
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await lifetime.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task FullList_LeavesLittleInMemory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Assert.Equal(3 * Count, await ListAsync(int.MaxValue) + await ListAsync(int.MaxValue) + await ListAsync(int.MaxValue));

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Allowed);
    }

    [Fact]
    public async Task EveryMemberReadByKeyAndByName_StaysWithinTheBudget()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 1; number <= Count; number++)
        {
            Assert.NotNull(await store.FindMemberAsync(Sample.Acme, Sample.MemberId(number), default));
            Assert.NotNull(await store.FindMemberByUserNameAsync(Sample.Acme, Sample.Member(number).UserName, default));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Allowed);
    }

    [Fact]
    public async Task SameMembersChangedOverAndOver_StayWithinTheBudget()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var round = 2; round < 102; round++)
        {
            await store.CommitAsync(
                async unit =>
                {
                    for (var number = 1; number <= 100; number++)
                    {
                        await unit.Members.UpdateAsync(LargeMember(number, round), default);
                    }

                    return Outcome.Keep(true);
                },
                default);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Allowed);
    }

    [Fact]
    public async Task List_BetweenTwoOfItsPages_LetsOthersWriteAndSeesIt()
    {
        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = await store.ReadAsync(
                reader => reader.Members.ListAsync(Sample.Acme, new RowSelection.All(), cursor, 0, 1000, default), default);
            seen.Add(page.Items[0].Version);
            cursor = page.Next;
            await store.CommitAsync(
                async unit =>
                {
                    for (var number = 1; number <= Count; number += 1000)
                    {
                        await unit.Members.UpdateAsync(LargeMember(number, version: 2), default);
                    }

                    return Outcome.Keep(true);
                },
                default);
        }
        while (cursor is not null);

        Assert.Equal([1, 2, 2, 2, 2], seen);
    }

    private static Member LargeMember(int number, long version) => Sample.Member(number) with
    {
        Attributes = AttributeBag.From(new JsonObject { ["title"] = new string('x', Attributes) }),
        Version = version,
    };

    private async Task<int> ListAsync(int pages)
    {
        var (count, cursor) = (0, (string?)null);
        for (var n = 0; n < pages && (n == 0 || cursor is not null); n++)
        {
            var page = await store.ReadAsync(
                reader => reader.Members.ListAsync(Sample.Acme, new RowSelection.All(), cursor, 0, Page, default), default);
            count += page.Items.Count;
            cursor = page.Next;
        }

        return count;
    }
}
