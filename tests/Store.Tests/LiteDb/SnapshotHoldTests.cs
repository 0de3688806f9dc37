using Microsoft.Extensions.Logging.Abstractions;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Store.Conformance;
using TeamAccess.Store.LiteDb;
using TeamAccess.Store.LiteDb.Engine;
using TeamAccess.Store.LiteDb.Streams;
using TeamAccess.Store.Tests.PowerCut;

namespace TeamAccess.Store.Tests.LiteDb;

/// <summary>What a snapshot of the embedded store asks of the files, and what ends it.</summary>
public sealed class SnapshotHoldTests
{
    [Fact]
    public async Task Open_PutsCheckpointsOff_AndAnOlderStateStaysReadableMeanwhile()
    {
        await using var store = await StartAsync(new EngineOptions { CheckpointPages = 20 });
        await SampleRows.AddToAsync(store.Store, SampleRows.Of(Sample.Acme, 1, 100));
        var snapshot = await store.Store.OpenSnapshotAsync(default);
        var length = store.Disk.LengthOf(DatabaseFiles.DataName);

        await WriteAsync(store.Store, from: 1000, count: 300);

        Assert.Equal(length, store.Disk.LengthOf(DatabaseFiles.DataName));
        Assert.Equal(100, await CountAsync(snapshot));
        await snapshot.DisposeAsync();
        await WriteAsync(store.Store, from: 2000, count: 30);
        Assert.True(store.Disk.LengthOf(DatabaseFiles.DataName) > length);
    }

    [Fact]
    public async Task Open_TooMuchWrittenMeanwhile_EndsTheSnapshotAndNotTheStore()
    {
        await using var store = await StartAsync(new EngineOptions { CheckpointPages = 20, HeldLogPages = 200 });
        await SampleRows.AddToAsync(store.Store, SampleRows.Of(Sample.Acme, 1, 100));
        await using var snapshot = await store.Store.OpenSnapshotAsync(default);

        await WriteAsync(store.Store, from: 1000, count: 400);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => CountAsync(snapshot));
        await using var next = await store.Store.OpenSnapshotAsync(default);
        Assert.Equal(500, await CountAsync(next));
    }

    [Fact]
    public async Task Close_WhileASnapshotIsOpen_EndsItAndLosesNothing()
    {
        var store = await StartAsync(new EngineOptions());
        await SampleRows.AddToAsync(store.Store, SampleRows.Of(Sample.Acme, 1, 100));
        await using var snapshot = await store.Store.OpenSnapshotAsync(default);

        await store.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => CountAsync(snapshot));
        await using var again = await StartAsync(new EngineOptions(), store.Disk);
        await using var next = await again.Store.OpenSnapshotAsync(default);
        Assert.Equal(100, await CountAsync(next));
    }

    [Fact]
    public async Task Dispose_OnAnyThread_WhileOthersReadAndWrite_LeavesNoHold()
    {
        await using var store = await StartAsync(new EngineOptions { CheckpointPages = 20 });
        await SampleRows.AddToAsync(store.Store, SampleRows.Of(Sample.Acme, 1, 50));

        var readers = Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 5; round++)
            {
                await using var snapshot = await store.Store.OpenSnapshotAsync(default);
                Assert.True(await CountAsync(snapshot) >= 50);
            }
        }));
        await Task.WhenAll([.. readers, WriteAsync(store.Store, from: 1000, count: 200)]);

        var length = store.Disk.LengthOf(DatabaseFiles.DataName);
        await WriteAsync(store.Store, from: 3000, count: 100);
        Assert.True(store.Disk.LengthOf(DatabaseFiles.DataName) > length);
    }

    private static async Task<Opened> StartAsync(EngineOptions options, RecordingDirectory? disk = null)
    {
        disk ??= new RecordingDirectory();
        var lifetime = new LiteDbLifetime(
            () => disk,
            new LiteDbOptions { Directory = "unused" },
            options,
            TimeProvider.System,
            NullLogger<LiteDbLifetime>.Instance);
        await lifetime.StartAsync(default);
        return new Opened(lifetime, new LiteDbStore(lifetime), disk);
    }

    private static async Task WriteAsync(LiteDbStore store, int from, int count)
    {
        for (var number = from; number < from + count; number++)
        {
            var member = Sample.Member(number);
            await store.CommitAsync(
                async unit =>
                {
                    await unit.Members.AddAsync(member, default);
                    return Outcome.Keep(true);
                },
                default);
        }
    }

    private static async Task<int> CountAsync(IStoreSnapshot snapshot)
    {
        var count = 0;
        await foreach (var _ in snapshot.ReadAsync(RowKind.Member, Sample.Acme, default))
        {
            count++;
        }

        return count;
    }

    private sealed record Opened(LiteDbLifetime Lifetime, LiteDbStore Store, RecordingDirectory Disk) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Lifetime.DisposeAsync();
    }
}
