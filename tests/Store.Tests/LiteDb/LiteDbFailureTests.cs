using TeamAccess.Domain.Storage;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.PowerCut;

namespace TeamAccess.Store.Tests.LiteDb;

public sealed class LiteDbFailureTests : LiteDbTest
{
    [Fact]
    public async Task Flush_Fails_ReadsStayAtWhatWasAnswered()
    {
        var store = await Engine.OpenAsync();
        await AddAsync(store, 1);
        await store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), default);
        Engine.Disk.Before = e =>
        {
            if (e is DiskEvent.Flushed { File: DatabaseFiles.LogName })
            {
                throw new IOException("No.");
            }
        };

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync(store, 2));

        Assert.True(refusal.OutcomeUnknown);
        Assert.Equal(StoreState.Stopped, Engine.Lifetime.Status.State);
        Assert.NotEmpty(Engine.Lifetime.Status.Reason);
        Assert.NotNull(await store.FindMemberAsync(Sample.Acme, Sample.MemberId(1), default));
        Assert.Null(await store.FindMemberAsync(Sample.Acme, Sample.MemberId(2), default));
        Engine.Disk.Before = null;
    }

    private static Task<bool> AddAsync(IStore store, int number) => store.CommitAsync(
        async unit =>
        {
            await unit.Members.AddAsync(Sample.Member(number), default);
            return Outcome.Keep(true);
        },
        default);
}
