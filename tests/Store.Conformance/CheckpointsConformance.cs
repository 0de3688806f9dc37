using TeamAccess.Domain;
using TeamAccess.Domain.Audit.Checkpoints;
using TeamAccess.Domain.Storage;

namespace TeamAccess.Store.Conformance;

public abstract class CheckpointsConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    [Fact]
    public async Task Newest_OfEachPurpose_ComesBackAsItWas()
    {
        Assert.Null(await NewestAsync(CheckpointPurpose.Head));

        await AddAsync(Head(9), Head(10), Head(256), Anchor(8), Head(300, Sample.AcmeEast));

        AssertSame(Head(256), await NewestAsync(CheckpointPurpose.Head));
        AssertSame(Anchor(8), await NewestAsync(CheckpointPurpose.Anchor));
    }

    [Fact]
    public async Task List_PageByPage_IsInOrderOfSequenceAndOfOneWorkspace()
    {
        await AddAsync(Head(16), Head(2), Head(1), Head(15), Anchor(3), Head(4, Sample.AcmeEast));

        Assert.Equal([1, 2, 15], await ListAsync(0, 3));
        Assert.Equal([16], await ListAsync(15, 3));
        Assert.Empty(await ListAsync(16, 3));
    }

    [Fact]
    public async Task Add_SequenceTaken_RefusesForThatPurposeOnly()
    {
        await AddAsync(Head(5));
        await AddAsync(Anchor(5));

        await Assert.ThrowsAsync<UniqueKeyException>(() => AddAsync(Head(5)));
    }

    [Fact]
    public async Task Remove_ThatOneAndNoOther_Twice()
    {
        await AddAsync(Head(1), Head(2), Anchor(1), Head(1, Sample.AcmeEast));

        for (var time = 0; time < 2; time++)
        {
            await CommitAsync(unit => unit.Checkpoints.RemoveAsync(Sample.Acme, CheckpointPurpose.Head, 1, None));
        }

        Assert.Equal([2], await ListAsync(0, 10));
        Assert.NotNull(await NewestAsync(CheckpointPurpose.Anchor));
        Assert.NotNull(await ReadAsync(reader => reader.Checkpoints.FindNewestAsync(
            Sample.AcmeEast, CheckpointPurpose.Head, None)));
    }

    private static SignedCheckpoint Head(long sequence, WorkspaceId? workspace = null) =>
        new(workspace ?? Sample.Acme, CheckpointPurpose.Head, sequence, $"a.b{sequence}.c");

    private static SignedCheckpoint Anchor(long sequence) =>
        new(Sample.Acme, CheckpointPurpose.Anchor, sequence, $"a.anchor{sequence}.c");

    private Task AddAsync(params SignedCheckpoint[] checkpoints) => CommitAsync(async unit =>
    {
        foreach (var checkpoint in checkpoints)
        {
            await unit.Checkpoints.AddAsync(checkpoint, None);
        }
    });

    private Task<SignedCheckpoint?> NewestAsync(CheckpointPurpose purpose) =>
        ReadAsync(reader => reader.Checkpoints.FindNewestAsync(Sample.Acme, purpose, None));

    private async Task<IEnumerable<long>> ListAsync(long after, int limit) => (await ReadAsync(
        reader => reader.Checkpoints.ListAsync(Sample.Acme, CheckpointPurpose.Head, after, limit, None)))
        .Select(checkpoint => checkpoint.Sequence);
}
