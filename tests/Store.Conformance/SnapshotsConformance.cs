using System.Text.Json;
using TeamAccess.Domain.Storage.Snapshots;

namespace TeamAccess.Store.Conformance;

/// <summary>The whole of a store at one moment.</summary>
public abstract class SnapshotsConformance<TEngine> : StoreConformance<TEngine>
    where TEngine : IStoreUnderTest, new()
{
    /// <summary>More than an engine reads at a time.</summary>
    private const int Many = 1203;

    private IStoreSnapshots Snapshots => (IStoreSnapshots)Store;

    [Fact]
    public async Task Read_EveryKind_GivesBackEachRowOfItsWorkspaceOnce()
    {
        var acme = SampleRows.Of(Sample.Acme, 1, Many);
        var east = SampleRows.Of(Sample.AcmeEast, 5001, 4);
        await SampleRows.AddToAsync(Store, [.. acme, .. east]);

        await using var snapshot = await Snapshots.OpenSnapshotAsync(None);

        foreach (var kind in RowKinds.OfWorkspaces)
        {
            Assert.Equal(TextsOf(acme, kind), await TextsAsync(snapshot, kind, Sample.Acme));
            Assert.Equal(TextsOf(east, kind), await TextsAsync(snapshot, kind, Sample.AcmeEast));
        }

        Assert.Single(await TextsAsync(snapshot, RowKind.Tenant, null));
        Assert.Equal(TextsOf(acme, RowKind.Request), await TextsAsync(snapshot, RowKind.Request, Sample.Acme));
        Assert.Equal(2, (await TextsAsync(snapshot, RowKind.Request, null)).Count);
        Assert.Equal(2, (await TextsAsync(snapshot, RowKind.Workspace, null)).Count);
    }

    [Fact]
    public async Task Read_ChangedMeanwhile_StaysAsItWas()
    {
        await SampleRows.AddToAsync(Store, SampleRows.Of(Sample.Acme, 1, 600));
        await using var before = await Snapshots.OpenSnapshotAsync(None);
        var expected = Texts(await SampleRows.ReadAllAsync(before));

        var reading = before.ReadAsync(RowKind.Member, Sample.Acme, None).GetAsyncEnumerator();
        Assert.True(await reading.MoveNextAsync());
        await CommitAsync(async unit =>
        {
            await unit.Members.AddAsync(Sample.Member(700), None);
            await unit.Members.UpdateAsync(Sample.Member(599, "other@example.com"), None);
            await unit.Members.RemoveAsync(Sample.Tombstone(Sample.Member(600)), None);
            await unit.Groups.RemoveAsync(Sample.Acme, Sample.GroupId(2), None);
            await unit.Audit.AppendAsync(Sample.Event(601), None);
        });
        var members = new List<StoredRow> { reading.Current };
        while (await reading.MoveNextAsync())
        {
            members.Add(reading.Current);
        }

        await reading.DisposeAsync();
        Assert.Equal(600, members.Count);
        Assert.Equal(expected, Texts(await SampleRows.ReadAllAsync(before)));
        await using var after = await Snapshots.OpenSnapshotAsync(None);
        Assert.NotEqual(expected, Texts(await SampleRows.ReadAllAsync(after)));
        Assert.Equal(600, (await TextsAsync(after, RowKind.Member, Sample.Acme)).Count);
    }

    [Fact]
    public async Task Open_WhileManyWrite_HoldsEachUnitWholeAndAllThatWereAnswered()
    {
        await SampleRows.AddToAsync(Store, SampleRows.Of(Sample.Acme, 1, 4));
        using var stop = new CancellationTokenSource();
        var answered = 0;
        var writer = Task.Run(async () =>
        {
            for (var number = 1000; number < 1400 && !stop.IsCancellationRequested; number += 2)
            {
                await CommitAsync(async unit =>
                {
                    await unit.Members.AddAsync(Sample.Member(number), None);
                    await unit.Members.AddAsync(Sample.Member(number + 1), None);
                });
                Interlocked.Add(ref answered, 2);
            }
        });

        for (var round = 0; round < 5; round++)
        {
            var before = Volatile.Read(ref answered);
            await using var snapshot = await Snapshots.OpenSnapshotAsync(None);
            var members = await TextsAsync(snapshot, RowKind.Member, Sample.Acme);

            Assert.True(members.Count >= 4 + before);
            Assert.Equal(0, members.Count % 2);
        }

        await stop.CancelAsync();
        await writer;
    }

    private static List<string> Texts(IEnumerable<StoredRow> rows) => rows
        .Select(row => $"{row.Kind} {JsonSerializer.Serialize(row.Value)}")
        .ToList();

    private static List<string> TextsOf(IEnumerable<StoredRow> rows, RowKind kind) =>
        Texts(rows.Where(row => row.Kind == kind)).Order(StringComparer.Ordinal).ToList();

    private static async Task<List<string>> TextsAsync(
        IStoreSnapshot snapshot, RowKind kind, Domain.WorkspaceId? workspace)
    {
        var rows = new List<StoredRow>();
        await foreach (var row in snapshot.ReadAsync(kind, workspace, CancellationToken.None))
        {
            rows.Add(row);
        }

        return Texts(rows).Order(StringComparer.Ordinal).ToList();
    }
}
