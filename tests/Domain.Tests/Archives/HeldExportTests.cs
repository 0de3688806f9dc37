using Microsoft.Extensions.DependencyInjection;
using TeamAccess.Domain.Administration;
using TeamAccess.Domain.Administration.Exports;
using TeamAccess.Domain.Storage;
using TeamAccess.Domain.Storage.Snapshots;
using TeamAccess.Protocol;

namespace TeamAccess.Domain.Tests.Archives;

/// <summary>Exports whose clients go away.</summary>
public sealed class HeldExportTests
{
    private const int Length = 100_000;

    private static readonly ExportLimits Small = new() { Part = 1000, Ahead = 4000, Kept = 10_000 };

    [Fact]
    public async Task Export_BrokenOffAnywhere_GoesOnWithTheSameBytes()
    {
        var (world, archives) = await StartAsync();
        using var _ = world;
        var random = new Random(5);
        for (var round = 0; round < 20; round++)
        {
            var fetched = new List<byte>();
            string? id = null;
            while (fetched.Count < Length)
            {
                // Whatever was on its way is lost: the client has less than was fetched.
                await using var reading = Ok(await ExportAsync(world, id, fetched.Count));
                id = reading.Id;
                var before = fetched.Count;
                await TakeAsync(reading, fetched, random.Next(Length / 3));
                var lost = fetched.Count < Length ? Math.Min(fetched.Count - before, random.Next(8000)) : 0;
                fetched.RemoveRange(fetched.Count - lost, lost);
            }

            Assert.Equal(Expected(), fetched);
        }

        Assert.Equal(20, archives.Begun);
    }

    [Fact]
    public async Task Export_GoneOnFromBeforeWhatWasFetched_SendsThatAgainAsLongAsItIsKept()
    {
        var (world, _) = await StartAsync();
        using var __ = world;
        var fetched = new List<byte>();
        var first = Ok(await ExportAsync(world));
        await TakeAsync(first, fetched, 50_000);
        await first.DisposeAsync();

        Refused(await ExportAsync(world, first.Id, fetched.Count - 20_000), "EXPORT_GONE");
        Refused(await ExportAsync(world, first.Id, Length), "EXPORT_GONE");
        fetched.RemoveRange(fetched.Count - 9000, 9000);
        await using var second = Ok(await ExportAsync(world, first.Id, fetched.Count));
        await TakeAsync(second, fetched, Length);

        Assert.Equal(Expected(), fetched);
    }

    [Fact]
    public async Task Export_LeftForTooLong_IsGivenUpAndItsSnapshotClosed()
    {
        var (world, archives) = await StartAsync();
        using var _ = world;
        var reading = Ok(await ExportAsync(world));
        await TakeAsync(reading, [], 10);
        world.Clock.Advance(Small.Hold * 2); // as long as it is fetched, it takes as long as it takes
        await reading.DisposeAsync();
        world.Clock.Advance(Small.Hold - TimeSpan.FromSeconds(1));
        var again = Ok(await ExportAsync(world, reading.Id, 1000));
        await again.DisposeAsync();
        Assert.Equal(1, Volatile.Read(ref archives.Open));

        world.Clock.Advance(Small.Hold);

        Refused(await ExportAsync(world, reading.Id, 1000), "EXPORT_GONE");
        await UntilAsync(() => Volatile.Read(ref archives.Open) == 0);
    }

    [Fact]
    public async Task Export_MoreLeftThanAreHeld_GivesTheOldestUp()
    {
        var (world, archives) = await StartAsync();
        using var _ = world;
        var ids = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            await using var reading = Ok(await ExportAsync(world));
            ids.Add(reading.Id);
        }

        Assert.Equal(4, ids.Distinct().Count());
        Refused(await ExportAsync(world, ids[0]), "EXPORT_GONE");
        Refused(await ExportAsync(world, ids[1]), "EXPORT_GONE");
        await Ok(await ExportAsync(world, ids[2])).DisposeAsync();
        await Ok(await ExportAsync(world, ids[3])).DisposeAsync();
        await UntilAsync(() => Volatile.Read(ref archives.Open) == 2);
    }

    [Fact]
    public async Task Export_WhileAnotherIsFetched_IsRefused_AndNotWhileItIsOnlyHeld()
    {
        var (world, _) = await StartAsync();
        using var __ = world;
        var first = Ok(await ExportAsync(world));

        Refused(await ExportAsync(world), "EXPORT_RUNNING");
        await first.DisposeAsync();
        await using var second = Ok(await ExportAsync(world));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task Export_TakenOver_TheOlderCallGetsNothingMoreAndIsToldSo()
    {
        var (world, _) = await StartAsync();
        using var __ = world;
        var older = Ok(await ExportAsync(world));
        var fetched = new List<byte>();
        var reads = older.ReadAsync(default).GetAsyncEnumerator();
        Assert.True(await reads.MoveNextAsync());
        fetched.AddRange(reads.Current.Span);

        var newer = Ok(await ExportAsync(world, older.Id, fetched.Count));
        await Assert.ThrowsAsync<ExportTakenOverException>(async () => await reads.MoveNextAsync());
        await older.DisposeAsync(); // whose end is not that of the export
        world.Clock.Advance(Small.Hold * 2);
        await TakeAsync(newer, fetched, Length);

        Assert.Equal(Expected(), fetched);
        await newer.DisposeAsync();
    }

    [Fact]
    public async Task Export_OfAnotherWorkspaceOrIdOrCaller_IsNotGoneOnWith()
    {
        var (world, _) = await StartAsync();
        using var __ = world;
        var reading = Ok(await ExportAsync(world));
        await reading.DisposeAsync();
        var archives = world.Get<ArchiveAdministration>();
        var rest = new ExportRest(reading.Id, 0);

        Refused(await archives.ExportAsync(World.Operator(""), world.Scim.Workspace, rest, default), "EXPORT_GONE");
        Refused(await ExportAsync(world, "AAAAAAAAAAAAAAAAAAAAAA"), "EXPORT_GONE");
        var denied = await archives.ExportAsync(world.Owner, null, rest, default);
        Assert.True(!denied.TryGet(out _, out var failure) && failure.Kind == FailureKind.PermissionDenied);
    }

    [Fact]
    public async Task Export_WhoseStateIsGone_TellsWhoFetches_AndIsHeldNoLonger()
    {
        var (world, archives) = await StartAsync();
        using var _ = world;
        archives.FailsAt = 20_000;
        var reading = Ok(await ExportAsync(world));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => TakeAsync(reading, [], Length));
        await reading.DisposeAsync();

        Refused(await ExportAsync(world, reading.Id, 19_000), "EXPORT_GONE");
    }

    [Fact]
    public async Task Export_TheServerEnds_NoSnapshotStaysOpen()
    {
        var (world, archives) = await StartAsync();
        using var _ = world;
        await Ok(await ExportAsync(world)).DisposeAsync();
        await using var reading = Ok(await ExportAsync(world));
        await UntilAsync(() => Volatile.Read(ref archives.Open) == 2);

        await world.Get<ArchiveAdministration>().DisposeAsync();

        Assert.Equal(0, archives.Open);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => TakeAsync(reading, [], Length));
        Refused(await ExportAsync(world), "EXPORT_RUNNING");
    }

    private static async Task<(World World, SlowArchives Archives)> StartAsync()
    {
        var archives = new SlowArchives(Length);
        var world = await World.StartAsync(configure: services => services.AddSingleton<IArchives>(archives).AddSingleton(Small));
        return (world, archives);
    }

    private static Task<Result<ExportReading>> ExportAsync(World world, string? id = null, long offset = 0) =>
        world.Get<ArchiveAdministration>().ExportAsync(
            World.Operator(""), null, id is null ? null : new ExportRest(id, offset), default);

    private static async Task TakeAsync(ExportReading reading, List<byte> into, int atLeast)
    {
        var end = into.Count + atLeast;
        await foreach (var part in reading.ReadAsync(default))
        {
            into.AddRange(part.Span);
            if (into.Count >= end)
            {
                return;
            }
        }
    }

    private static ExportReading Ok(Result<ExportReading> result) =>
        result.TryGet(out var reading, out var failure) ? reading : throw new InvalidOperationException(failure.Detail);

    private static void Refused(Result<ExportReading> result, string reason) =>
        Assert.True(!result.TryGet(out _, out var failure) && failure.Reason == reason, reason);

    private static IEnumerable<byte> Expected() => Enumerable.Range(0, Length).Select(offset => SlowArchives.ByteAt(offset));

    private static async Task UntilAsync(Func<bool> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!reached())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
