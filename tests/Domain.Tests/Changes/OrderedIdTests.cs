using TeamAccess.Domain.Changes;

namespace TeamAccess.Domain.Tests.Changes;

public sealed class OrderedIdTests
{
    [Fact]
    public void Next_SameInstantAndClockSteppingBack_GrowsAndStaysVersion7()
    {
        var now = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var ids = Enumerable.Range(0, 10_000).Select(i => OrderedIds.Next(now.AddMilliseconds(-(i % 7)))).ToList();

        var texts = ids.Select(id => id.ToString("D")).ToList();
        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.All(ids, id => Assert.Equal((7, 2), (id.Version, id.Variant >> 2)));
    }
}
