using TeamAccess.Domain.Audit;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Archives;
using TeamAccess.Store.Conformance;

namespace TeamAccess.Store.Tests.Archives;

/// <summary>The content of a store from whose log retention has removed the beginning.</summary>
public sealed class PrunedLogTests
{
    private const int Size = 20;
    private const int Anchored = 6;

    [Theory]
    [InlineData(Anchored)]
    [InlineData(3)]
    public async Task Check_LogThatBeginsBehindItsAnchor_FindsNothing(int removedThrough) =>
        Assert.Empty((await CheckAsync(Pruned(removedThrough, Anchor(WithHashOf(Anchored))))).Findings);

    [Fact]
    public async Task Check_BeginningWithoutAnAnchor_OrOfAnother_IsFound()
    {
        var unreadable = new SignedCheckpoint(Sample.Acme, CheckpointPurpose.Anchor, Anchored, "a.b.c");

        Assert.NotEmpty((await CheckAsync(Pruned(Anchored, null))).Findings);
        Assert.NotEmpty((await CheckAsync(Pruned(Anchored, Anchor(WithHashOf(Anchored - 1))))).Findings);
        Assert.NotEmpty((await CheckAsync(Pruned(Anchored + 1, Anchor(WithHashOf(Anchored))))).Findings);
        Assert.NotEmpty((await CheckAsync(Pruned(Anchored, unreadable))).Findings);
    }

    private static IEnumerable<StoredRow> Whole() => SampleRows.Of(Sample.Acme, first: 1, Size);

    private static ReadOnlyMemory<byte> WithHashOf(int sequence) =>
        Whole().Select(row => row.Value).OfType<AuditEvent>().Single(each => each.Sequence == sequence).Hash;

    private static SignedCheckpoint Anchor(ReadOnlyMemory<byte> hash)
    {
        using var keys = CheckpointKeys.FromPem(CheckpointKeys.CreatePem());
        return keys.Sign(new Checkpoint(
            Sample.Acme, CheckpointPurpose.Anchor, Anchored, hash, Revision: null, Sample.At(0)));
    }

    private static IEnumerable<StoredRow> Pruned(int through, SignedCheckpoint? anchor) => Whole()
        .Where(row => row.Value is not AuditEvent audited || audited.Sequence > through)
        .Concat(anchor is null ? [] : [new StoredRow(RowKind.Checkpoint, anchor)]);

    private static async Task<ContentCheck> CheckAsync(IEnumerable<StoredRow> rows)
    {
        var store = new MemoryStore();
        await SampleRows.AddToAsync(store, rows);
        await using var snapshot = await ((IStoreSnapshots)store).OpenSnapshotAsync(default);
        return await ContentCheck.RunAsync(snapshot, null, null, default);
    }
}
