using System.Runtime.CompilerServices;
using TeamAccess.Domain.Sessions;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb.Cache;

namespace TeamAccess.Store.Tests.LiteDb;

public sealed class RowCacheTests
{
    [Fact]
    public void Put_OverTheMostRows_LetsGoOfThoseNotAskedFor()
    {
        var cache = new RowCache(mostRows: 10, mostBytes: long.MaxValue);
        for (var number = 1; number <= 10; number++)
        {
            Put(cache, number);
        }

        Assert.True(Has(cache, 1));
        for (var number = 11; number <= 19; number++)
        {
            Put(cache, number);
        }

        Assert.Equal(10, cache.Count);
        Assert.True(Has(cache, 1));
        Assert.False(Has(cache, 2));
        Assert.True(Has(cache, 19));
    }

    [Fact]
    public void Put_OverTheMostBytes_StaysWithin()
    {
        var cache = new RowCache(mostRows: 1000, mostBytes: 6000);

        for (var number = 1; number <= 100; number++)
        {
            Put(cache, number);
        }

        Assert.InRange(cache.Bytes, 1, 6000);
        Assert.InRange(cache.Count, 1, 10);
    }

    [Fact]
    public void Put_SameKeyAgainAndAgain_ReplacesAndKeepsCount()
    {
        var cache = new RowCache(mostRows: 3, mostBytes: 100_000);
        for (var round = 0; round < 1000; round++)
        {
            Put(cache, 1);
            Put(cache, 2);
        }

        Assert.Equal(2, cache.Count);
        cache.Remove(CacheKey.Of(Sample.Session(1).Id));
        cache.Remove(CacheKey.Of(Sample.Session(2).Id));
        Assert.Equal((0, 0L), (cache.Count, cache.Bytes));
    }

    [Fact]
    public void Put_InTheirPlace_LetsGoOfTheRowsBefore()
    {
        var cache = new RowCache(mostRows: 1000, mostBytes: 1_000_000);

        var before = ReplaceOften(cache);

        GC.Collect();
        Assert.DoesNotContain(before, row => row.IsAlive);
        Assert.True(Has(cache, 1));
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(10, 0)]
    public void Put_NoRoomAtAll_KeepsNothing(int rows, long bytes)
    {
        var cache = new RowCache(rows, bytes);

        Put(cache, 1);

        Assert.False(Has(cache, 1));
        Assert.Equal(0, cache.Count);
    }

    // Not inlined: nothing on the test's own stack may hold a row.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> ReplaceOften(RowCache cache)
    {
        var before = new List<WeakReference>();
        for (var round = 0; round < 100; round++)
        {
            var session = Sample.Session(1) with { };
            before.Add(new WeakReference(session));
            cache.Put(CacheKey.Of(session.Id), session);
        }

        Put(cache, 1);
        return before;
    }

    private static void Put(RowCache cache, int number) =>
        cache.Put(CacheKey.Of(Sample.Session(number).Id), Sample.Session(number));

    private static bool Has(RowCache cache, int number) =>
        cache.TryGet(CacheKey.Of(Sample.Session(number).Id), out Session? _);
}
