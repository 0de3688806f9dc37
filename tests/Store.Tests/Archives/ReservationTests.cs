using TeamAccess.Domain.Storage;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>
/// A workspace whose import one archive has begun is that archive's: another one whose rows have other keys, so that
/// the store itself would take them, must not mix with it.
/// </summary>
public sealed class ReservationTests
{
    private readonly MemoryStore target = new();

    [Fact]
    public async Task Begun_ByOneArchive_NothingOfAnotherIsStored()
    {
        var (first, second) = (await ArchiveAsync(1), await ArchiveAsync(5001));
        var failing = new FailingStore(target, commits: 3);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ImportAsync(failing, first));

        await AssertTakenAsync(target, second);

        await AssertEndsWithAsync(first);
    }

    [Fact]
    public async Task Begun_SinceTheLookForRoom_NothingOfAnotherIsStored()
    {
        var (first, second) = (await ArchiveAsync(1), await ArchiveAsync(5001));
        var late = new WatchedStore(target, async commits =>
        {
            if (commits == 1)
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(
                    () => ImportAsync(new FailingStore(target, commits: 3), first));
            }
        });

        await AssertTakenAsync(late, second);

        await AssertEndsWithAsync(first);
    }

    private static async Task AssertTakenAsync(IStore store, byte[] archive)
    {
        var refused = await Assert.ThrowsAsync<ArchiveException>(() => ImportAsync(store, archive));
        Assert.True(refused.IsPlaceTaken);
    }

    private async Task AssertEndsWithAsync(byte[] archive)
    {
        await ImportAsync(target, archive);
        await using var snapshot = await target.OpenSnapshotAsync(default);
        var there = await SampleRows.ReadAllAsync(snapshot);
        Assert.Equal(
            Enumerable.Range(1, 700).Select(Sample.MemberId),
            there.Select(row => row.Value).OfType<Domain.Members.Member>().Select(member => member.Id));
    }

    private static async Task<byte[]> ArchiveAsync(int first)
    {
        var store = new MemoryStore();
        await SampleRows.AddToAsync(store, SampleRows.Of(Sample.Acme, first, 700));
        await using var snapshot = await store.OpenSnapshotAsync(default);
        using var output = new MemoryStream();
        await ArchiveWriter.WriteAsync(snapshot, Sample.Acme, "pepper", Sample.At(0), output, null, default);
        return output.ToArray();
    }

    private static Task<ImportReport> ImportAsync(IStore store, byte[] archive) => HalfImport.ImportAsync(store, archive);
}
