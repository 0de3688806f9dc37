using System.Globalization;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

public abstract class IdempotencyConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Theory]
    [InlineData("acme\nmember:1\n/teamaccess.admin.v1.MemberService/Remove\nr1")]
    [InlineData("")]
    [InlineData("ключ 🔑")]
    public async Task Record_ComesBackAsItWasUnderExactlyItsKey(string key)
    {
        var record = Record(key, second: 1);

        await CommitAsync(unit => unit.Idempotency.AddAsync(record, None));

        AssertSame(record, await FindAsync(key));
        Assert.Null(await FindAsync(key + " "));
    }

    [Fact]
    public async Task Keys_DifferInCaseOnly_AreTwo()
    {
        await CommitAsync(unit => unit.Idempotency.AddAsync(Record("a", 1), None));

        await CommitAsync(unit => unit.Idempotency.AddAsync(Record("A", 1), None));

        await Assert.ThrowsAsync<UniqueKeyException>(
            () => CommitAsync(unit => unit.Idempotency.AddAsync(Record("A", 2), None)));
    }

    [Fact]
    public async Task Key_OfAnyLength_IsFound()
    {
        var key = new string('k', 3000);
        await CommitAsync(unit => unit.Idempotency.AddAsync(Record(key + "1", 1), None));
        await CommitAsync(unit => unit.Idempotency.AddAsync(Record(key + "2", 1), None));

        Assert.Equal(key + "2", (await FindAsync(key + "2"))?.Key);
    }

    [Fact]
    public async Task RemoveOlderThan_TakesTheOldestUpToTheLimit()
    {
        await CommitAsync(async unit =>
        {
            foreach (var second in new[] { 5, 3, 1, 4, 2 })
            {
                await unit.Idempotency.AddAsync(
                    Record(second.ToString(CultureInfo.InvariantCulture), second), None);
            }
        });

        await CommitAsync(unit => unit.Idempotency.RemoveOlderThanAsync(Sample.At(4), limit: 2, None));
        Assert.Equal(["3", "4", "5"], await KeysAsync());

        await CommitAsync(unit => unit.Idempotency.RemoveOlderThanAsync(Sample.At(4), limit: 10, None));
        Assert.Equal(["4", "5"], await KeysAsync());
    }

    private static IdempotencyRecord Record(string key, int second) =>
        new(key, Sample.Hash(1), "members/1", Revision: 7, AuditSequence: 9, Sample.At(second));

    private Task<IdempotencyRecord?> FindAsync(string key) =>
        CommitAsync(unit => unit.Idempotency.FindAsync(key, None));

    private async Task<List<string>> KeysAsync()
    {
        var keys = new List<string>();
        foreach (var key in new[] { "1", "2", "3", "4", "5" })
        {
            if (await FindAsync(key) is not null)
            {
                keys.Add(key);
            }
        }

        return keys;
    }
}
